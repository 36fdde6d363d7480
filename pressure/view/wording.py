"""Every public sentence about a rating, gathered in one place for pages of any kind."""

from pressure.view.words_dates import (
    days_between,
    days_in_words,
    last_good,
    short_date,
    uk_date,
    uk_moment,
    uk_time,
)
from pressure.view.words_history import changes_sentence, history_sentence, run_words
from pressure.view.words_level import (
    at_least,
    decided,
    direction,
    evidence,
    held,
    how_sure,
    level_words,
    next_update,
    rely_until,
    short_level,
    since,
)
from pressure.view.words_measures import name
from pressure.view.words_numbers import counted, figure, listed, people, plain, share, small
from pressure.view.words_quote import MAY_NOT, citation, not_reported, quotable
from pressure.view.words_reasons import band_words, last_known, not_scored, reason, worst_first

NOT_WHAT_IT_IS = "This is not a CQC rating, not the NHS's OPEL, and not a judgement of staff."

__all__ = [
    "MAY_NOT",
    "NOT_WHAT_IT_IS",
    "at_least",
    "band_words",
    "changes_sentence",
    "citation",
    "counted",
    "days_between",
    "days_in_words",
    "decided",
    "direction",
    "evidence",
    "figure",
    "held",
    "history_sentence",
    "how_sure",
    "last_good",
    "last_known",
    "level_words",
    "listed",
    "name",
    "next_update",
    "not_reported",
    "not_scored",
    "people",
    "plain",
    "quotable",
    "reason",
    "rely_until",
    "run_words",
    "share",
    "short_date",
    "short_level",
    "since",
    "small",
    "uk_date",
    "uk_moment",
    "uk_time",
    "worst_first",
]
