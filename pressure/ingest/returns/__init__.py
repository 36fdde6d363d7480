"""A council's own return as offices write it: read as it was meant where it can mean one thing alone."""
