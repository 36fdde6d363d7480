"""A council's notice, section by section, and its easy-read page."""
