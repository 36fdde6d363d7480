"""A council on one page, for members and scrutiny."""
