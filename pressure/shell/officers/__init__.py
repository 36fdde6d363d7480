"""What pages for officers show and say, one module a page, and how their acts are run."""
