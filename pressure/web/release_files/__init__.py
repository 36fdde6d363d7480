"""Public addresses answered from a release."""
