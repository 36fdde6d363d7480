"""The plain pages of signing in: no script, one form, one thing to do."""

import math
from urllib.parse import quote

from markupsafe import Markup
from starlette.responses import Response

from pressure.drawing.blocks import Heading, Link, lines, says
from pressure.drawing.templating import drawn, forms
from pressure.settings import settings
from pressure.web import answers
from pressure.web.sign_in import words
from pressure.words.numbers import counted

NOTHING = Markup("")
ASK_FOR_ONE = "/take-part/account/"


def page(title: str, body: Markup, *, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return answers.html(title, body, status=status, headers=headers)


def plain(
    title: str, text: str, *, status: int, more: Markup = NOTHING, headers: dict[str, str] | None = None
) -> Response:
    """A page that says one thing and where to go on."""
    onward = answers.links([("/sign-in", words.TRY_AGAIN), ("/", words.PUBLIC_PAGES)])
    return page(title, answers.paragraph(text) + more + onward, status=status, headers=headers)


def sign_in(token: str, onward: str, *, again: bool = False, needs_code: bool = True, wrong: bool = False) -> Response:
    """The form for a password, or the way to the council's own sign-in."""
    lead = words.AGAIN.format(minutes=settings.fresh_minutes) if again else words.LEAD
    body = answers.paragraph(lead)
    if settings.oidc_issuer:
        link = f"/sign-in/start?{'again=1&' if again else ''}next={_query(onward)}"
        return page(
            words.AGAIN_TITLE if again else words.TITLE,
            body
            + answers.links([(link, words.COUNCIL_ACCOUNT), ("/", words.PUBLIC_PAGES)])
            + (NOTHING if again else how_to_get_in(words.HOW_ACCOUNT)),
        )
    fields = NOTHING if again else field("email", words.ADDRESS, kind="email", fill="username")
    if not (again and needs_code):
        fields += field("password", words.PASSWORD, kind="password", fill="current-password")
    fields += code_field() if needs_code else answers.paragraph(words.DEMONSTRATION)
    body += problem(words.WRONG_AGAIN if again else words.WRONG) if wrong else NOTHING
    body += form("/sign-in/again" if again else "/sign-in", token, fields + hidden("next", onward), words.BUTTON)
    if needs_code and not again:
        body += how_to_get_in(words.HOW_PASSWORD)
    return page(words.AGAIN_TITLE if again else words.TITLE, body, status=403 if wrong else 200)


def how_to_get_in(steps: tuple[str, ...]) -> Markup:
    """Who gives accounts, what is needed, and what happens the first time."""
    said = [step.format(hours=settings.enrolment_hours) for step in steps]
    return drawn([Heading(words.HOW_TITLE), says(words.HOW_WHO, Link(words.HOW_ASK, ASK_FOR_ONE), "."), lines(*said)])


def sign_out(token: str) -> Response:
    return page(words.OUT_TITLE, answers.paragraph(words.OUT) + form("/sign-out", token, NOTHING, words.OUT_BUTTON))


def too_many(seconds: int) -> Response:
    text = words.TOO_MANY.format(minutes=counted(math.ceil(seconds / 60), "minute"))
    return plain(words.TOO_MANY_TITLE, text, status=429, headers={"Retry-After": str(seconds)})


def busy() -> Response:
    return plain(words.BUSY_TITLE, words.BUSY, status=503, headers={"Retry-After": "5"})


def foreign() -> Response:
    return plain(words.FOREIGN_TITLE, words.FOREIGN, status=403)


def not_a_form() -> Response:
    return plain(words.NOT_A_FORM_TITLE, words.NOT_A_FORM, status=415)


def form(action: str, token: str, fields: Markup, button: str) -> Markup:
    return Markup(forms().form(action, token, fields, button))  # noqa: S704 drawn by a macro


def field(name: str, label: str, *, kind: str, fill: str, hint: str = "", digits: bool = False) -> Markup:
    return Markup(forms().field(name, label, kind, fill, hint, digits))  # noqa: S704 drawn by a macro


def code_field() -> Markup:
    return field("code", words.CODE, kind="text", fill="one-time-code", hint=words.CODE_HINT, digits=True)


def hidden(name: str, value: str) -> Markup:
    return Markup(forms().hidden(name, value))  # noqa: S704 drawn by a macro


def problem(text: str) -> Markup:
    return Markup(forms().problem(answers.paragraph(text)))  # noqa: S704 drawn by a macro


def _query(path: str) -> str:
    return quote(path, safe="/")
