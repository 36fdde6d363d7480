"""Maps of bodies: tiles of one size, and true outlines. One set of shades for pictures, lists and keys."""
