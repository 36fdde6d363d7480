"""The first screen of a council with a level: the panel's dates, the strip of a year, the families, what decides."""

from pressure.content.notice.parts import Parts
from pressure.content.notice.past import Past
from pressure.content.past.finding import finding
from pressure.document.shapes import FamilyPart
from pressure.domain.level_history import by_week
from pressure.drawing.blocks import FamilyLine, Term, Top
from pressure.drawing.marks.arrow import arrow
from pressure.drawing.marks.strip import strip
from pressure.words import history as words
from pressure.words.dates import as_moment, last_good, short_date
from pressure.words.measures import in_sentence
from pressure.words.numbers import listed
from pressure.words.reasons import worst_first

MOST_NAMED = 3
DUE, NO_DAY, TOO_OLD, NEW_ONES = "Was due", "no day known", "none recent enough", "new figures"
SINCE, TO, NEXT, UNTIL = "Since", "Figures up to", "Next update", "Do not rely after"
WAYS = {1: "rising", 0: "steady", -1: "easing"}


def top(parts: Parts) -> Top:
    """Everything above the sections."""
    rating, book = parts.rating, parts.book
    now = as_moment(parts.document["published_at"])
    lived = by_week(parts.steps, now) if now else ()
    families = tuple(_family(f.id, parts) for f in book.families) if rating["status"] == "rated" else ()
    return Top(
        facts=_facts(parts),
        finding=f"{finding(parts.steps, book, measures=_measures(parts))}.",
        strip=strip(lived, book, words.strip_said([level for _, level in lived], book)),
        families=families,
        decided=_decided(parts),
        more=f"{parts.place}#history",
    )


def _measures(parts: Parts) -> int:
    """How many exceptional measures of stage 2 or 3 are in force."""
    return sum(entry["stage"] > 1 for entry in parts.rating["register"])


def _facts(parts: Parts) -> tuple[Term, ...]:
    """Days alone; the section of dates has the hours, the days of the week and what was before."""
    rating = parts.rating
    due, at = as_moment(rating["next_due"]), as_moment(rating["at"])
    late = bool(due and at and due < at)
    said = (
        (SINCE, short_date(rating["since"])),
        (DUE if late else NEXT, short_date(due) if due else NO_DAY),
        (TO, short_date(rating["data_to"]) if rating["data_to"] else TOO_OLD),
        (UNTIL, last_good(rating["valid_until"], short=True) if rating["valid_until"] else NEW_ONES),
    )
    return tuple(Term(name, (text,)) for name, text in said)


def _family(family_id: str, parts: Parts) -> FamilyLine:
    own = parts.rating["families"][family_id]
    sign, way = _direction(family_id, own, parts.past)
    level = own["level"]
    return FamilyLine(
        name=parts.book.family(family_id).title,
        level=level,
        said=words.family_level(level, parts.book),
        of=words.of_all(level, parts.book),
        sign=sign,
        way=way,
        points=words.of_points(own["points"], own["points_possible"]),
    )


def _direction(family_id: str, now: FamilyPart, past: Past) -> tuple[str, str]:
    """By its points, beside those of four weeks before."""
    before = past.families.get(family_id)
    if before is None:
        return "", ""
    by = now["points"] - before["points"]
    way = (by > 0) - (by < 0)
    return arrow(way), WAYS[way]


def _decided(parts: Parts) -> str:
    """The two or three figures with the most points."""
    rating = parts.rating
    named = [m for m in worst_first(rating["measures"]) if m["points"]][:MOST_NAMED]
    said = [f"{in_sentence(m['measure_id'], rating)} (band {m['band']})" for m in named]
    return words.MOST_POINTS.format(figures=listed(said)) if said else ""
