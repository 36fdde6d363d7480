"""An error is an answer to a person, and then a Refusal, or it never reaches one: whoever meets it is named here."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
ANSWER = "Refusal"
MET_BY = {
    "Busy": "pages and commands say that somebody else writes; nothing else that a database does is called so",
    "BrokenLawError": "rules/load.py makes a RuleFileError of it",
    "CutShortError": "a fault: the file on disk is not the one published",
    "OutOfRangeError": "serve_release.py answers 416",
    "RowHeld": "intake.py holds the row",
    "RowNotNeeded": "intake.py counts the row",
    "RowRejected": "intake.py writes the row's note",
    "TooLargeError": "limits.py answers 413",
    "UnsafeCells": "cage.py makes a FileRefused of it",
    "_CellFault": "importing.py tells it by row and column",
    "_FileFault": "importing.py tells it by row, and keeps nothing of the file",
    "_TryAgain": "asking.py asks again",
}
"""Every other error of ours, and who meets it before a person could."""


@cache
def errors() -> dict[str, tuple[str, ...]]:
    """Every class that can be raised by its name, with its bases."""
    found = {
        node.name: tuple(ast.unparse(base) for base in node.bases)
        for path in (ROOT / "pressure").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    }

    def raised(name: str) -> bool:
        built_in = getattr(__import__("builtins"), name, None)
        if isinstance(built_in, type) and issubclass(built_in, BaseException):
            return True
        return any(raised(base) for base in found.get(name, ()))

    return {name: bases for name, bases in found.items() if raised(name)}


def is_answer(name: str) -> bool:
    return name == ANSWER or any(is_answer(base) for base in errors().get(name, ()))


def test_every_error_that_is_no_refusal_is_met_before_a_person() -> None:
    """One that is in neither list would be a trace where a sentence was meant."""
    assert {name for name in errors() if not is_answer(name)} == set(MET_BY)


def test_what_a_person_is_told_has_one_base() -> None:
    assert {"FileRefused", "NotFetched", "NotLookedAt", "SignInAgain", "NotPublished"} <= {
        name for name in errors() if is_answer(name)
    }
