"""A small picture of a council's level for other websites: shape, number and word, never colour alone."""

from html import escape

from pressure.document.shapes import RatingDocument, RatingPart, UnratedDocument
from pressure.domain.rulebook import Rulebook
from pressure.drawing.bars import bars
from pressure.drawing.design import design
from pressure.words.dates import last_good, short_date
from pressure.words.level import level_words

HEIGHT, LEFT, CHARACTER, NARROWEST = 64, 58, 8.1, 260
PUBLISHED = "As published on {day}"
GREY, INK = design().light["wash"], design().light["ink"]


def badge(document: RatingDocument, book: Rulebook, *, out_of_date_since: str | None = None) -> str:
    """An SVG of a rating as published; grey when there is no current level or when it has run out."""
    rating, place = document["rating"], str(document["council"]["name"])
    number = None if out_of_date_since else rating["level_published"]
    second = _second_line(rating, book, out_of_date_since)
    first = f"{place} (demonstration)" if document["demonstration"] else place
    return _drawn(first, second, document["published_at"], number, book, _about(document, book))


def ended_badge(document: UnratedDocument, second: str, about: str, book: Rulebook) -> str:
    """The same of a council that has ended: grey, with the day in place of a level."""
    place = str(document["council"]["name"])
    first = f"{place} (demonstration)" if document["demonstration"] else place
    return _drawn(first, second, document["published_at"], None, book, about)


def _drawn(first: str, second: str, published_at: str, number: int | None, book: Rulebook, about: str) -> str:
    level = book.level(number)
    width = max(NARROWEST, LEFT + round(CHARACTER * max(len(first), len(second))) + 10)
    colour, ink = (level.colour, level.text_colour) if number else (GREY, INK)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{HEIGHT}" '
        f'viewBox="0 0 {width} {HEIGHT}" role="img" aria-labelledby="t d" color="{ink}" lang="en-GB">'
        f'<title id="t">{escape(f"{first}: {second}")}</title><desc id="d">{escape(about)}</desc>'
        f'<rect x=".5" y=".5" width="{width - 1}" height="{HEIGHT - 1}" rx="3" fill="{colour}" stroke="{INK}"/>'
        f"{bars(number, book, x=8, y=13)}"
        f'<g fill="{ink}" font-family="Arial,Helvetica,sans-serif" font-size="13">'
        f'<text x="{LEFT}" y="20">{escape(first)}</text>'
        f'<text x="{LEFT}" y="38" font-weight="700">{escape(second)}</text>'
        f'<text x="{LEFT}" y="55" font-size="11">{PUBLISHED.format(day=short_date(published_at))}</text></g></svg>\n'
    )


def _second_line(rating: RatingPart, book: Rulebook, out_of_date_since: str | None) -> str:
    if out_of_date_since:
        return f"Not up to date since {short_date(out_of_date_since)}"
    return level_words(rating["level_published"], book, rating["status"])


def _about(document: RatingDocument, book: Rulebook) -> str:
    rating = document["rating"]
    until = f" Do not rely on this after {last_good(rating['valid_until'])}." if rating.get("valid_until") else ""
    return (
        f"Pressure on adult social care, published {short_date(document['published_at'])}.{until} "
        f"Care Pressure method version {book.method_version}. Not a judgement of staff."
    )
