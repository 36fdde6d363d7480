"""What is not known: missing figures, the range, and the whole page of a council without a level."""

from pressure.content.notice.parts import Parts
from pressure.content.steps import last_level as newest_level
from pressure.document.shapes import MeasureLine
from pressure.domain.rating.results import CORE, REGISTER, TOO_SMALL
from pressure.drawing.blocks import Block, DefinitionList, Link, Section, Term, lines, says
from pressure.words.dates import short_date
from pressure.words.level import TOO_SMALL_SAID, evidence, how_sure, short_level
from pressure.words.measures import in_sentence, name
from pressure.words.numbers import counted, listed
from pressure.words.reasons import SCORED, lacking, last_known, reason, worst_first

ENDED = "The last day with it was {day}."
WORST = "If every figure that is missing were as bad as can be, it would be {level}."
NEEDED = "There is no level without the figures every {body} counts itself. What has not been sent: {figures}."
UNCONFIRMED = (
    "The {body} has not said in the last weeks whether an exceptional measure is in force. A level needs that."
)
ONLY_KNOWN = "Waiting lists count only people the {body} knows about. People who have not asked are not in them."


def unknown(parts: Parts) -> Section:
    """For a council with a level: what could not count, and what it could change."""
    rating = parts.rating
    blocks: list[Block] = [says(how_sure(rating))]
    blocks += [*_absent(parts), says(ONLY_KNOWN.format(body=parts.body))]
    return Section("unknown", "What we do not know", tuple(blocks))


def missing(parts: Parts) -> Section:
    """For a council without one: what is missing, and since when."""
    rating = parts.rating
    without = _without(parts)
    first = says(f"{counted(len(without), 'figure')} of {len(rating['measures'])} are {lacking(without)}.")
    if rating["why_no_level"] == TOO_SMALL:
        return Section("missing", "What is missing", (says(TOO_SMALL_SAID), *_absent(parts)))
    worst = rating["level_if_missing_worst"]
    high = [says(WORST.format(level=short_level(worst, parts.book)))] if worst else []
    why = [says(text)] if (text := _why_none(parts)) else []
    return Section(
        "missing", "What is missing", (*why, first, *high, *_absent(parts), says(evidence(rating, parts.book)))
    )


def _why_none(parts: Parts) -> str:
    """What would have to come before there is a level again; empty where figures are simply too few."""
    rating = parts.rating
    if rating["why_no_level"] == CORE:
        return NEEDED.format(body=parts.body, figures=listed([in_sentence(m, rating) for m in rating["not_sent"]]))
    return UNCONFIRMED.format(body=parts.body) if rating["why_no_level"] == REGISTER else ""


def known(parts: Parts) -> Section:
    """Figures that still count with their band; older ones dated, greyed, and without one."""
    scored = worst_first(parts.rating["measures"])
    old = [m for m in _without(parts) if last_known(m, parts.book)]
    blocks: list[Block] = []
    if scored:
        blocks += [
            says("These figures are recent enough. They are too few for a level."),
            DefinitionList(tuple(Term(name(m), (reason(m, parts.book, parts.nation),)) for m in scored)),
        ]
    if old:
        blocks += [
            says("These figures are old. Things may be very different now."),
            DefinitionList(tuple(Term(name(m), (last_known(m, parts.book),)) for m in old), "quiet"),
        ]
    if not blocks:
        blocks.append(says("We have no figures for this place yet."))
    return Section("known", "What we do know", tuple(blocks))


def last_level(parts: Parts) -> Section:
    """The level there used to be, and that nobody should lean on it."""
    run = newest_level(parts.runs)
    if run is None:
        return Section("last-level", "The last level", (says("We have never published a level here."),))
    words = short_level(run.level, parts.book)
    return Section(
        "last-level",
        "The last level",
        (
            says(f"The last level was {words}. {ENDED.format(day=short_date(run.last_day or run.first_day))}"),
            says("Do not rely on it now.", tone="strong"),
        ),
    )


def take_part(parts: Parts) -> Section:
    """Anyone can ask for the figures."""
    return Section(
        "take-part",
        f"Ask your {parts.body} to take part",
        (
            says(
                f"Any {parts.body} can send its figures each week, free of charge. You can ask yours to. ",
                Link("Use our letter", f"{parts.base}/take-part/"),
                ".",
            ),
        ),
    )


def _without(parts: Parts) -> list[MeasureLine]:
    return [m for m in parts.rating["measures"] if m["state"] != SCORED]


def _absent(parts: Parts) -> tuple[Block, ...]:
    """Why each figure could not count, said once where several share the reason."""
    by_reason: dict[str, list[str]] = {}
    for measure in _without(parts):
        by_reason.setdefault(reason(measure, parts.book, parts.nation), []).append(name(measure))
    own = tuple(Term(names[0], (why,)) for why, names in by_reason.items() if len(names) == 1)
    blocks: list[Block] = [DefinitionList(own)] if own else []
    for why, names in by_reason.items():
        if len(names) > 1:
            blocks += [says(f"{why.rstrip('.')}:"), lines(*names)]
    return tuple(blocks)
