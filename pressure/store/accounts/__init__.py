"""Who asked for an account."""
