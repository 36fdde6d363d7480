"""The parts of a notice that a nation with a second language says in it, and what each must leave a place for."""

import re
from collections.abc import Mapping

from pressure.domain.lawful import BrokenLawError
from pressure.domain.national import Checked, Nation

PLAIN = (
    *("title", "level_1", "level_2", "level_3", "level_4", "no_level", "expired_line", "now", "dates", "since"),
    *("sentence_1", "sentence_2", "sentence_3", "sentence_4", "no_level_sentence", "too_small", "old_figures"),
    *("declared", "raised", "settling", "missing", "undeclared", "chance"),
    *("figures_to", "no_figures", "until", "until_new", "not_known"),
    *("help", "help_first", "danger", "ask_council", "medical_name", "ask", "urgent"),
    *("meaning", "whole_area", "rights", "ombudsman_name"),
    *("exceptional_measures", "not_confirmed", "used_not_declared", "rights_law", "measure_other"),
    *("not_a_judgement", "english_page", "draft", "invented"),
    *(f"month_{number}" for number in range(1, 13)),
)
PLURALS = ("one", "two", "few", "many", "other")
"""The forms a Welsh noun has after a number, as the CLDR names them."""
NEEDED: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(PLAIN, frozenset()),
    **dict.fromkeys(("level_of", "at_least"), frozenset({"number", "levels"})),
    **dict.fromkeys(("figures_alone", "will_be"), frozenset({"number"})),
    **dict.fromkeys(("expired", "until_said"), frozenset({"moment"})),
    **dict.fromkeys(("never", "none_confirmed", "none_long_ago", "looked"), frozenset({"date"})),
    **dict.fromkeys(("in_force", "overdue"), frozenset({"date", "review"})),
    **dict.fromkeys(
        ("ask_call", "ask_night", "ask_write", "ask_page", "medical", "complain", "english_only"), frozenset({"to"})
    ),
    **{f"in_force_{form}": frozenset({"n"}) for form in PLURALS},
    "heading": frozenset({"place"}),
    "level_now": frozenset({"level"}),
    "moment": frozenset({"date", "time"}),
    "stage": frozenset({"measure", "stage"}),
}
MAY_BE = ("measure_", "place_")
"""How further parts begin: the name of an exceptional measure, and of a place by its code."""


def check(nation: Nation) -> None:
    """A nation with a second language has every part in it, each with its places. Raises BrokenLawError."""
    if not nation.welsh:
        return
    if lacking := [key for key in NEEDED if key not in nation.welsh]:
        raise BrokenLawError("welsh", f"nothing for {', '.join(lacking)}", "every part of a notice")
    for key, entry in nation.welsh.items():
        _check_one(key, entry)


def _check_one(key: str, entry: Checked) -> None:
    places = set(re.findall(r"\{(\w*)\}", entry.says))
    if key not in NEEDED and not key.startswith(MAY_BE):
        raise BrokenLawError(f"welsh: {key}", "a part that no notice has", "one of the parts of a notice")
    if places != NEEDED.get(key, frozenset()):
        named = ", ".join(f"{{{name}}}" for name in sorted(NEEDED.get(key, ()))) or "no place in braces"
        raise BrokenLawError(f"welsh: {key}", repr(entry.says)[:80], f"words with {named}")
