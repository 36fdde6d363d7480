"""One module a plain page: its blocks, in order."""
