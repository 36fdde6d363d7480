"""A name from code, such as data_officer or not_submitted, as people read it."""


def spaced(name: str) -> str:
    """With spaces for underscores."""
    return name.replace("_", " ")
