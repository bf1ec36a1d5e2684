"""Tests of the chores that judge."""
