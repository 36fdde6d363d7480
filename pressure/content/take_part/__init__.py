"""How a council takes part: its first level, a pilot of twelve weeks, what members can ask, a letter of residents."""
