"""A level worked out from readings: points, families, floors, and what would change it."""
