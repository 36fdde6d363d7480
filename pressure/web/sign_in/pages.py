"""The plain pages of signing in: no script, one form, one thing to do."""

import math
from html import escape
from urllib.parse import quote

from starlette.responses import Response

from pressure.settings import settings
from pressure.web import answers
from pressure.web.sign_in import words
from pressure.words.numbers import counted

FORM_STYLE = (
    "<style>label{display:block;font-weight:bold;margin-top:1rem}input[type]{font:inherit;width:100%;"
    "box-sizing:border-box;max-width:26rem;padding:.4rem;border:2px solid currentColor;"
    "background:inherit;color:inherit}"
    "button{font:inherit;font-weight:bold;margin-top:1.5rem;padding:.5rem 1.2rem;border:0;background:#1d4f7c;"
    "color:#fff;cursor:pointer}.hint{display:block;font-weight:normal}.error{border:3px solid #b10e1e;"
    "padding:.1rem 1rem}:focus-visible{outline:3px solid #1a5a96;outline-offset:2px}svg{max-width:100%}"
    "@media(prefers-color-scheme:dark){:focus-visible{outline-color:#9cc9f2}}</style>"
)


def page(title: str, body: str, *, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return answers.html(title, body, status=status, head=FORM_STYLE, headers=headers)


def plain(title: str, text: str, *, status: int, more: str = "", headers: dict[str, str] | None = None) -> Response:
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
            body + answers.links([(link, words.COUNCIL_ACCOUNT), ("/", words.PUBLIC_PAGES)]),
        )
    fields = "" if again else field("email", words.ADDRESS, kind="email", fill="username")
    if not (again and needs_code):
        fields += field("password", words.PASSWORD, kind="password", fill="current-password")
    fields += code_field() if needs_code else answers.paragraph(words.DEMONSTRATION)
    body += problem(words.WRONG_AGAIN if again else words.WRONG) if wrong else ""
    body += form("/sign-in/again" if again else "/sign-in", token, fields + hidden("next", onward), words.BUTTON)
    return page(words.AGAIN_TITLE if again else words.TITLE, body, status=403 if wrong else 200)


def sign_out(token: str) -> Response:
    return page(words.OUT_TITLE, answers.paragraph(words.OUT) + form("/sign-out", token, "", words.OUT_BUTTON))


def too_many(seconds: int) -> Response:
    text = words.TOO_MANY.format(minutes=counted(math.ceil(seconds / 60), "minute"))
    return plain(words.TOO_MANY_TITLE, text, status=429, headers={"Retry-After": str(seconds)})


def busy() -> Response:
    return plain(words.BUSY_TITLE, words.BUSY, status=503, headers={"Retry-After": "5"})


def foreign() -> Response:
    return plain(words.FOREIGN_TITLE, words.FOREIGN, status=403)


def not_a_form() -> Response:
    return plain(words.NOT_A_FORM_TITLE, words.NOT_A_FORM, status=415)


def form(action: str, token: str, fields: str, button: str) -> str:
    return (
        f'<form method="post" action="{action}">{hidden("token", token)}{fields}'
        f"<button>{escape(button)}</button></form>"
    )


def field(name: str, label: str, *, kind: str, fill: str, hint: str = "", more: str = "") -> str:
    shown = f'<span class="hint" id="{name}-hint">{escape(hint)}</span>' if hint else ""
    described = f' aria-describedby="{name}-hint"' if hint else ""
    return (
        f'<label for="{name}">{escape(label)}{shown}</label><input type="{kind}" id="{name}" name="{name}" '
        f'autocomplete="{fill}" required{described}{more}>'
    )


def code_field() -> str:
    return field(
        "code", words.CODE, kind="text", fill="one-time-code", hint=words.CODE_HINT, more=' inputmode="numeric"'
    )


def hidden(name: str, value: str) -> str:
    return f'<input type="hidden" name="{name}" value="{escape(value)}">'


def problem(text: str) -> str:
    return f'<div class="error" role="alert">{answers.paragraph(text)}</div>'


def _query(path: str) -> str:
    return quote(path, safe="/")
