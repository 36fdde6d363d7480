"""Who asked for an account, and people from a file."""
