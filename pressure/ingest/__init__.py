"""One file in, exact readings and a full account of every row out. The way in is `read.read_file`."""
