"""The frame around the pages below /app/: their address, pickers, and the finder."""
