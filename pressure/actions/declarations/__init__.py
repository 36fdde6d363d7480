"""Exceptional measures: drafted, proposed, signed, ended."""
