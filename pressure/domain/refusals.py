"""What is refused, in words for the person who asked: the one base of every error that is an answer."""


class Refusal(Exception):
    """One plain sentence that says what is not done and what to do next. A command prints it and ends with 1, a page
    shows it; anything else that is raised is a fault."""


class Busy(Exception):
    """Somebody else writes, and the wait for them was over. Nothing was changed; a little later it may work. Any other
    trouble of a database is a fault."""

    def __str__(self) -> str:
        return "somebody else is writing, and the wait for them was over. Nothing was changed: try again."
