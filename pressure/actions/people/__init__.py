"""Officers: invited, given roles, disabled."""
