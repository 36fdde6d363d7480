"""Published figures that never count towards the level: how long people waited, and the others."""

from collections.abc import Mapping, Sequence

from pressure.content.notice.parts import Parts
from pressure.document.shapes import ContextFigure
from pressure.domain.rulebook import Rulebook
from pressure.drawing.blocks import Block, DefinitionList, Fold, Link, Section, Term, Words, says
from pressure.words.numbers import figure, plain, with_unit
from pressure.words.periods import during
from pressure.words.reasons import newer_unusable, why_not

STALE, SUPPRESSED = "stale", "suppressed"
DAYS_WAITED = {
    "ctx_assess_median_days": (
        "The wait for an assessment",
        "Half of the people who were assessed had waited {n} or longer to find out what care they can get.",
        "Half of the people who were assessed had waited less than a day to find out what care they can get.",
    )
}
NO_PROMISE = "This is how long others waited. We cannot promise that yours will be the same."
OLD = "These figures are old. Things may be very different now."
NEVER_SCORED = "Other published figures, which never count towards the level"


def waits(parts: Parts) -> Section:
    """How long people waited, only where a figure about it was published. Never a promise."""
    own = [c for c in _shown(parts) if c["measure_id"] in DAYS_WAITED]
    terms = {c["measure_id"]: Term(DAYS_WAITED[c["measure_id"]][0], _said(c, parts)) for c in own}
    fresh, old = _by_age(own, terms)
    blocks: list[Block] = [DefinitionList(fresh)] if fresh else []
    blocks += [says(OLD), DefinitionList(old, "quiet")] if old else []
    return Section("waits", "How long people waited", (*blocks, says(NO_PROMISE)) if blocks else ())


def others(parts: Parts) -> tuple[Block, ...]:
    """What else was published, folded away: shown so that nobody has to look for it, and never scored."""
    own = [c for c in _shown(parts) if c["measure_id"] not in DAYS_WAITED]
    terms = {c["measure_id"]: Term(c["title"], _said(c, parts)) for c in own}
    fresh, old = _by_age(own, terms)
    facts = [DefinitionList(fresh)] if fresh else []
    return (Fold(NEVER_SCORED, (*facts, *([says(OLD), DefinitionList(old, "quiet")] if old else ()))),) if own else ()


def _shown(parts: Parts) -> list[ContextFigure]:
    """With a figure, or kept back by its publisher: what was never published is not mentioned."""
    return [c for c in parts.document.get("context", ()) if c["value"] is not None or c["state"] == SUPPRESSED]


def _by_age(own: Sequence[ContextFigure], terms: Mapping[str, Term]) -> tuple[tuple[Term, ...], tuple[Term, ...]]:
    """Those recent enough, and those too old to lean on."""
    return (
        tuple(terms[c["measure_id"]] for c in own if c["state"] != STALE),
        tuple(terms[c["measure_id"]] for c in own if c["state"] == STALE),
    )


def _said(context: ContextFigure, parts: Parts) -> Words:
    """The figure, its period and who published it."""
    value = context["value"]
    if value is None:
        said = why_not(context["state"], parts.nation)
    elif context["measure_id"] in DAYS_WAITED:
        said = _waited(context["measure_id"], value)
    else:
        said = f"{figure(value, context['unit'])}."
    newer = f" {newer_unusable(context['newer_unusable'], parts.nation)}" if context["newer_unusable"] else ""
    return (f"{said} {_period(context, parts.book)}.{newer} ", *_source(context, parts))


def _days(value: float) -> str:
    return with_unit(plain(value, (), 1), "days")


def _waited(measure_id: str, value: float) -> str:
    """Half waited that long or longer; or, of a median below a day, half did not wait a day."""
    text = DAYS_WAITED[measure_id]
    return text[1].format(n=_days(value)) if value >= 1 else text[2]


def _period(context: ContextFigure, book: Rulebook) -> str:
    told = during(context, book)
    return told[:1].upper() + told[1:]


def _source(context: ContextFigure, parts: Parts) -> Words:
    source = parts.document.get("sources", {}).get(context["source_id"])
    if source is None:
        return ()
    title = f"{source['title']} ({source['publisher']})"
    return ("Source: ", Link(title, source["url"]) if source.get("url") else title, ".")
