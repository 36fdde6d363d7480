"""One module a publisher: the settings its sources may give, and how its rows become readings."""
