"""What can be done in a rehearsal alone: time is moved on, and a bad winter is played."""
