"""Releases made, made again, and owed."""
