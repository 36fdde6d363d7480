"""What officers are told by e-mail."""
