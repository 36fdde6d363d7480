"""What an officer has before them, and a file looked at before it is loaded."""
