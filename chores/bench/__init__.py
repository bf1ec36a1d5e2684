"""Measurements, each beside the plain way, in one run."""
