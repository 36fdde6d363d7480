"""The fictional Demonstration Region: seeded, and made through the same actions as anything real."""
