"""Actions: one function each, one transaction, one record entry."""
