"""What the page says on which somebody asks for an account: no script, one form. Nothing of it is kept or found."""

import math
from collections.abc import Mapping

from markupsafe import Markup
from starlette.responses import Response

from pressure.content.take_part.reaching import contact
from pressure.drawing.blocks import Link, says
from pressure.drawing.templating import drawn, forms
from pressure.web import answers
from pressure.words.numbers import counted
from pressure.words.officers import accounts as words

ADDRESS, TAKE_PART = "/take-part/account/", "/take-part/"
HEADERS = {"X-Robots-Tag": "noindex"}
NOTHING = Markup("")
Typed = Mapping[str, str]


def ask(token: str, typed: Typed, *, which: Mapping[str, str], refused: str, wrong: str = "") -> Response:
    """The form with what was typed, or why there is none. `which` are the councils that what was typed can mean."""
    if refused:
        return _page(words.TITLE, answers.paragraph(refused), status=200)
    problem = Markup(forms().problem(answers.paragraph(wrong))) if wrong else NOTHING  # noqa: S704 drawn by a macro
    body = (
        drawn([says(words.LEAD), says(words.WHO_ANSWERS), says(words.KEPT, Link(words.PRIVACY, "/privacy/"), ".")])
        + problem
        + Markup(forms().form(ADDRESS, token, _fields(typed, which), words.BUTTON))  # noqa: S704 drawn by a macro
    )
    return _page(words.TITLE, body, status=400 if wrong else 200)


def asked(hours: int, feedback: str) -> Response:
    """The same whatever became of it: nobody learns here whether an address is known."""
    first, second, third = words.ASKED
    said = [says(first.format(hours=hours)), says(second), says(third, *contact(feedback))]
    return _page(words.ASKED_TITLE, drawn(said))


def too_many(seconds: int) -> Response:
    said = words.TOO_MANY.format(minutes=counted(math.ceil(seconds / 60), "minute"))
    headers = {"Retry-After": str(seconds)}
    return _page(words.TOO_MANY_TITLE, answers.paragraph(said), status=429, headers=headers)


def _fields(typed: Typed, which: Mapping[str, str]) -> Markup:
    made = forms()
    council = (
        made.choice("council", words.WHICH, list(which.items()), typed.get("council", ""), words.CHOOSE)
        if which
        else made.field(
            "council", words.COUNCIL, "text", "organization", words.COUNCIL_HINT, value=typed.get("council", "")
        )
    )
    fields = (
        made.field("name", words.NAME, "text", "name", value=typed.get("name", "")),
        council,
        made.choice("role", words.ROLE, list(words.ROLES.items()), typed.get("role", ""), words.CHOOSE),
        made.field("email", words.EMAIL, "email", "email", words.EMAIL_HINT, value=typed.get("email", "")),
    )
    return Markup("".join(fields))  # noqa: S704 drawn by macros


def _page(title: str, body: Markup, *, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    back = answers.links([(TAKE_PART, words.BACK)])
    return answers.html(title, body + back, status=status, headers=HEADERS | dict(headers or {}))
