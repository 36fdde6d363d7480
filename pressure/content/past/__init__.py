"""A council's past as one picture: what it found, the marks it is drawn from, and the page they stand on."""
