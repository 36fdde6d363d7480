"""What a file seems to be, as the description of a source: for somebody with a new file and no program."""
