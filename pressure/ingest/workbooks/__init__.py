"""Workbooks from outside and our own: judged by their bytes, opened in a cage, annotated and written."""
