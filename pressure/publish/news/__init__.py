"""What happened, told in feeds."""
