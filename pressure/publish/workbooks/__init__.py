"""What a release has for Excel."""
