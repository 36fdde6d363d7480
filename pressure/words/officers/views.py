"""A view on a declaration as everybody reads it."""

from pressure.words.officers.pages import DEPUTY, VIEWS

NAMED_DEPUTY = "deputy_principal_social_worker"


def view_in_words(view: str, words: str, by_role: str) -> str:
    """What the view is, whether the named deputy gave it, and the reasons."""
    return f"{VIEWS[view]}{DEPUTY if by_role == NAMED_DEPUTY else ''}: {words}"
