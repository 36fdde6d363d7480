"""The picture of a shared link: whose level, which, since when, and as published when. 1,200 by 630 pixels."""

from collections.abc import Sequence
from html import escape
from textwrap import wrap

from pressure.document.shapes import RatingDocument, RatingPart, UnratedDocument
from pressure.domain.rating.results import TOO_SMALL
from pressure.domain.rulebook import Rulebook
from pressure.drawing.bars import TALL, bars
from pressure.drawing.design import design
from pressure.drawing.png import FAMILY
from pressure.words import ended
from pressure.words.dates import last_good, short_date
from pressure.words.level import level_line, since

WIDE, HIGH, EDGE = 1200, 630, 60
INK, QUIET, PAPER, GREY, WARNING = (design().light[c] for c in ("ink", "ink-2", "paper", "wash", "watermark"))
TOP, PANEL_TOP, PANEL_HIGH = 84, 236, 236
SIGN, SIGN_WIDE = 4.2, 230  # how much larger the bars are than in a line of text, and the room they take
BROADEST = 0.74  # of a line of the bold face, in ems a character: measured over every council, with some to spare
BROAD = 0.62  # the same of the regular face, which is mostly small letters
SIZES = (76, 64, 54)
FOOT = 24
PATH = "card.png"
SITE = "Care Pressure"
QUESTION = ("How hard is it to get", "adult social care here?")
SINCE = "Since {day}."
UNTIL = "Do not rely on this after {day}."
NO_LEVEL = ("There are not enough up-to-date figures for a level.", "What is known, and how to get help: on the page.")
SMALL = ("So few adults live here that a level would be chance.", NO_LEVEL[1])
HAS_NO_LEVEL = "It has no level now."
PUBLISHED = "Adult social care, as published on {day}"
INVENTED = "Demonstration: this place and its figures are invented"


def card(document: RatingDocument, book: Rulebook, *, site: str = "") -> str:
    """An SVG of a rating as published. `site` is where it can be read, as people write it."""
    rating = document["rating"]
    number = rating["level_published"]
    level = book.level(number)
    first = level_line(number, book, rating["status"])
    return _drawn(
        document["council"]["name"],
        _panel([first, level.name] if number else [first], number, book),
        _under(rating),
        _foot(document["published_at"], site),
        demonstration=bool(document["demonstration"]),
    )


def ended_card(document: UnratedDocument, book: Rulebook, *, site: str = "") -> str:
    """The same of a council that has ended: grey, with the day in place of a level. Raises KeyError for another."""
    return _drawn(
        document["council"]["name"],
        _panel([ended.badge(document["ends"]["last_day"])], None, book),
        [HAS_NO_LEVEL],
        _foot(document["published_at"], site),
        demonstration=bool(document["demonstration"]),
    )


def site_card(site: str = "", *, demonstration: bool = False) -> str:
    """The picture of every other page: what the site is about, and no level."""
    return _drawn(SITE, _texts(QUESTION, 300, 46, 60), [], site, demonstration=demonstration)


def _under(rating: RatingPart) -> Sequence[str]:
    """Since when, and how long it holds; or why there is none."""
    if not rating["level_published"]:
        return SMALL if rating["why_no_level"] == TOO_SMALL else NO_LEVEL
    until = [UNTIL.format(day=last_good(rating["valid_until"]))] if rating["valid_until"] else []
    return [SINCE.format(day=since(rating)), *until]


def _drawn(name: str, middle: str, under: Sequence[str], foot: str, *, demonstration: bool) -> str:
    small = min(FOOT, int((WIDE - 2 * EDGE) / (BROAD * (len(foot) or 1))))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDE}" height="{HIGH}" viewBox="0 0 {WIDE} {HIGH}" '
        f'font-family="{FAMILY}" fill="{INK}" color="{INK}">'
        f'<rect width="{WIDE}" height="{HIGH}" fill="{PAPER}"/>'
        f"{_stripe() if demonstration else ''}{_name(name)}{middle}"
        f"{_texts(under, PANEL_TOP + PANEL_HIGH + 46, 32, 40)}"
        f'<text x="{EDGE}" y="{HIGH - 24}" font-size="{small}" '
        f'fill="{QUIET}">{escape(foot)}</text></svg>'
    )


def _name(name: str) -> str:
    """In the largest letters that hold it in one line, else in two lines."""
    room = WIDE - 2 * EDGE
    size = next((s for s in SIZES if len(name) * s * BROADEST <= room), SIZES[-1])
    lines = wrap(name, int(room / (size * BROADEST))) or [name]
    start = TOP + 72 if len(lines) == 1 else TOP + 46
    return _texts(lines, start, size, round(size * 1.15), weight=700)


def _panel(lines: Sequence[str], number: int | None, book: Rulebook) -> str:
    """The level's own colour with its bars and its words, or grey."""
    level = book.level(number)
    colour, ink = (level.colour, level.text_colour) if number else (GREY, INK)
    down = PANEL_TOP + (PANEL_HIGH - SIGN * TALL) / 2
    left, start = EDGE + 40 + SIGN_WIDE, PANEL_TOP + PANEL_HIGH / 2 + (20 if len(lines) == 1 else -14)
    return (
        f'<g fill="{ink}" color="{ink}"><rect x="{EDGE}" y="{PANEL_TOP}" width="{WIDE - 2 * EDGE}" '
        f'height="{PANEL_HIGH}" rx="8" fill="{colour}" stroke="{INK}" stroke-width="2"/>'
        f'<g transform="translate({EDGE + 36} {down:g}) scale({SIGN})">{bars(number, book)}</g>'
        f"{_texts(lines, start, 58, 74, weight=700, left=left)}</g>"
    )


def _texts(lines: Sequence[str], start: float, size: int, step: int, *, weight: int = 400, left: int = EDGE) -> str:
    return "".join(
        f'<text x="{left}" y="{start + step * n:g}" font-size="{size}" font-weight="{weight}">{escape(line)}</text>'
        for n, line in enumerate(lines)
    )


def _stripe() -> str:
    return (
        f'<rect width="{WIDE}" height="60" fill="{WARNING}"/>'
        f'<text x="{EDGE}" y="41" font-size="30" font-weight="700">{escape(INVENTED)}</text>'
    )


def _foot(published_at: str, site: str) -> str:
    day = PUBLISHED.format(day=short_date(published_at))
    return f"{day} · {site}" if site else day
