"""Dated events and scenario files: what happens, when, and to whom."""
