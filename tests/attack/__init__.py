"""What an outsider would try, with public files alone."""
