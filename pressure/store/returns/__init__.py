"""What the database keeps of how councils send their returns."""
