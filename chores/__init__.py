"""Chores: what `make` calls that is no part of guatu itself."""
