"""Asking for an account, and answering who asked; people from a file."""
