"""Words of officers' pages."""
