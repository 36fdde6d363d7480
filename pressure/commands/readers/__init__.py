"""Commands about readers' mail."""
