"""One module a page below /app/: what it says, worked out from the release in force."""
