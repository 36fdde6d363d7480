"""Commands about sources that are not there yet."""
