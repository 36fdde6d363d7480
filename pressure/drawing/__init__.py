"""Blocks, pictures and templates: how something is drawn, whatever it says."""
