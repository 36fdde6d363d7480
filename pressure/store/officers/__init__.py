"""Who stands in for a director, and letters that officers are to get."""
