"""Public pages and what stands on them: words and sections, drawn by plain pages and by the pages below /app/."""
