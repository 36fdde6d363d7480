"""`pressure token …`."""
