"""Care Pressure: a public four-level social-care pressure rating that explains itself."""

__version__ = "0.6.0"
