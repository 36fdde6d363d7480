"""Where a council's own return has its table, and which of its columns is which of ours."""
