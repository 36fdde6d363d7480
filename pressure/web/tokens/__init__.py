"""What programs send with a council's token."""
