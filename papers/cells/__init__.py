"""Readers of single cells: what stands there goes in, a value and what was found come out."""
