"""What readers are asked and told."""
