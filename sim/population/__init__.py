"""Builds the first morning: inhabitants and their networks."""
