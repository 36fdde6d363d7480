"""Ratings worked out from what is known."""
