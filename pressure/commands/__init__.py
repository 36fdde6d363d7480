"""What each command prints and asks the actions to do."""
