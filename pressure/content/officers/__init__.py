"""What officers' pages show, and the questions they ask."""
