"""Files of figures: loaded, withdrawn, confirmed."""
