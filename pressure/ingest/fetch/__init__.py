"""Looking for a publisher's newest file: what to ask, how to ask it, and whether what came is what was asked for."""
