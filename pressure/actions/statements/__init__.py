"""A council's right of reply."""
