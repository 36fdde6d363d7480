"""What is typed into the form for a weekly return, until it is sent. No fact, and no part of the record."""
