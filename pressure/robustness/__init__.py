"""How firmly the rules stand: they are tried on a synthetic England, and what comes out is published."""
