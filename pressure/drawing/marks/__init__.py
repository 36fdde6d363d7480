"""Marks: word-sized pictures whose colours are those of the page around them (`templates/marks.css`)."""
