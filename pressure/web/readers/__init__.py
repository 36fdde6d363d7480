"""The plain pages on which readers ask to be told, confirm, and stop."""
