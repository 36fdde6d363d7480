"""What the pages of readers say: no script, one form, one thing to do. None is kept or found by a search engine."""

import math

from markupsafe import Markup
from starlette.responses import Response

from pressure.actions.readers.standing import Standing
from pressure.drawing.blocks import Heading, Link, lines, says
from pressure.drawing.templating import drawn, forms
from pressure.web import answers
from pressure.words.numbers import counted
from pressure.words.readers import tell_me as words

HEADERS = {"X-Robots-Tag": "noindex"}
NOTHING = Markup("")


def ask(stands: Standing, site: str, token: str, refused: str, wrong: str = "") -> Response:
    """The feed first; then the form, or why there is none."""
    address = f"{site}{place(stands)}feed.atom"
    feed = drawn(
        [
            *([says(words.INVENTED, tone="strong")] if stands.document["demonstration"] else []),
            Heading(words.FEED_HEADING),
            says(words.FEED),
            lines(*words.FEED_STEPS),
            says(f"{words.FEED_ADDRESS}: ", Link(address, f"{place(stands)}feed.atom")),
            Heading(words.MAIL_HEADING),
        ]
    )
    if refused:
        mail = answers.paragraph(refused)
    else:
        field = Markup(forms().field("address", words.ADDRESS, "email", "email"))  # noqa: S704 drawn by a macro
        mail = (
            answers.paragraph(words.MAIL)
            + drawn([says(words.KEPT, Link(words.PRIVACY, f"{stands.base}/privacy/"), ".")])
            + (Markup(forms().problem(answers.paragraph(wrong))) if wrong else NOTHING)  # noqa: S704 a macro
            + _form(f"{place(stands)}tell-me/", token, field, words.BUTTON)
        )
    return _page(words.TITLE.format(name=stands.name), feed + mail + _back(stands), status=400 if wrong else 200)


def asked(stands: Standing) -> Response:
    """The same whatever became of it: nobody learns here whether an address is known."""
    return _page(words.ASKED_TITLE, _said(*words.ASKED) + _back(stands))


def confirm(address: str, name: str) -> Response:
    return _page(
        words.CONFIRM_TITLE,
        answers.paragraph(words.CONFIRM.format(name=name)) + _form(address, "", NOTHING, words.CONFIRM_BUTTON),
    )


def confirmed(stands: Standing | None, name: str) -> Response:
    return _page(words.CONFIRMED_TITLE, answers.paragraph(words.CONFIRMED.format(name=name)) + _back(stands))


def gone() -> Response:
    return _page(words.GONE_TITLE, answers.paragraph(words.GONE) + _back(None), status=404)


def stop(address: str, name: str) -> Response:
    return _page(
        words.STOP_TITLE,
        answers.paragraph(words.STOP.format(name=name)) + _form(address, "", NOTHING, words.STOP_BUTTON),
    )


def stopped() -> Response:
    return _page(words.STOPPED_TITLE, answers.paragraph(words.STOPPED) + _back(None))


def not_ours() -> Response:
    return _page(words.NOT_OURS_TITLE, answers.paragraph(words.NOT_OURS) + _back(None), status=404)


def too_many(seconds: int, stands: Standing) -> Response:
    said = words.TOO_MANY.format(minutes=counted(math.ceil(seconds / 60), "minute"))
    headers = {"Retry-After": str(seconds)}
    return _page(words.TOO_MANY_TITLE, answers.paragraph(said) + _back(stands), status=429, headers=headers)


def foreign() -> Response:
    return _page(words.FOREIGN_TITLE, answers.paragraph(words.FOREIGN), status=403)


def not_a_form() -> Response:
    return _page(words.NOT_A_FORM_TITLE, answers.paragraph(words.NOT_A_FORM), status=415)


def busy() -> Response:
    return _page(words.BUSY_TITLE, answers.paragraph(words.BUSY), status=503, headers={"Retry-After": "5"})


def refused(why: str, stands: Standing) -> Response:
    return _page(words.TITLE.format(name=stands.name), answers.paragraph(why) + _back(stands), status=403)


def place(stands: Standing) -> str:
    return f"{stands.base}/councils/{stands.code}/"


def _form(action: str, token: str, fields: Markup, button: str) -> Markup:
    return Markup(forms().form(action, token, fields, button))  # noqa: S704 drawn by a macro


def _said(*texts: str) -> Markup:
    return drawn([says(text) for text in texts])


def _back(stands: Standing | None) -> Markup:
    if stands is None:
        return answers.links([("/councils/", words.COUNCILS)])
    return answers.links([(place(stands), words.BACK.format(name=stands.name))])


def _page(title: str, body: Markup, *, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return answers.html(title, body, status=status, headers=HEADERS | (headers or {}))
