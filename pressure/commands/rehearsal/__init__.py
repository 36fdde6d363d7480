"""`pressure rehearse`."""
