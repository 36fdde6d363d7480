"""The record audited, handed over, and given to a new key."""
