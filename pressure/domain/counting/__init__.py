"""How councils count: what the rules ask, and what councils answered and when. No level is made of an answer."""
