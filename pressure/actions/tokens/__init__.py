"""Tokens with which programs send a council's return."""
