"""Words published by mistake: found, and removed."""
