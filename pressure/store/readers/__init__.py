"""Who asked to be told when a level changes."""
