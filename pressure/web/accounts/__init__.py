"""The plain page on which somebody asks for an account."""
