"""What maps show, and what is said of each body: one place for pictures, lists and tables, plain and below /app/."""
