"""Phrases that more than one page says."""
