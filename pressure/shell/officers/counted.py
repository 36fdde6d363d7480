"""How a council counts, as rows of the officers' page."""

from collections.abc import Iterator

from pressure.actions.statements.counting import Asked
from pressure.domain.counting.answers import Stood
from pressure.domain.measures import CountingRule
from pressure.words.dates import short_date
from pressure.words.officers import pages as words

RULES = {rule.value: rule for rule in CountingRule}


def row(one: Asked) -> tuple[str, ...]:
    """A question with the answer that stands."""
    if one.now is None:
        return (one.question.asks, words.NOT_ANSWERED, "", "")
    since = short_date(one.now.since) if one.now.since else words.SINCE_NOT_SAID
    return (one.question.asks, _said(one, one.now), since, short_date(one.now.answer.answered_at))


def earlier(one: Asked) -> Iterator[tuple[str, ...]]:
    """Answers that were replaced, the newest first, each with when it stood."""
    for stood in reversed(one.before):
        until = short_date(stood.until) if stood.until else ""
        yield (one.question.asks, _said(one, stood), short_date(stood.answer.answered_at), until)


def choices(one: Asked) -> dict[str, str]:
    """What may be answered, by id."""
    return {choice.id: choice.says for choice in one.question.choices_of(one.measure.id)}


def rule(one: Asked) -> str:
    """What the method says of it; empty where it says nothing of its own."""
    own = RULES.get(one.question.id)
    return words.COUNTING_RULE.format(rule=one.measure.counting[own]) if own else ""


def _said(one: Asked, stood: Stood) -> str:
    chosen = one.question.choice(stood.answer.choice)
    says = chosen.says if chosen else stood.answer.choice
    return words.COUNTING_OWN.format(says=says, words=stood.answer.words) if stood.answer.words else says
