"""What officers write, and what their signatures do."""
