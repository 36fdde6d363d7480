"""The text of a declaration: one class whose fields are the questions, and what each of them is.

A field added here is asked, signed, listed and previewed; its words stand in `words/officers/declaration_form.py`. What
was signed before is never made again from this class: its stored bytes, and so its digest, stay what they were."""

import re
from calendar import month_name
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from pressure.domain.rating.rounding import nearest
from pressure.domain.refusals import Refusal
from pressure.domain.rulebook import DeclarationRules, DisclosureRule

LINE, LONG, DAY, COUNT = "line", "long", "day", "count"
SAID, CHECKED = "said", "checked"
MOST_CHARACTERS = 1500
FEWER, ABOUT = "fewer than {count}", "about {count}"
SPELLED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
MONTHS = "|".join(month_name[1:])
WHOM = "people|persons?|adults?|residents?|men|women|man|woman|clients?|users?|patients?|families|households|of them"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What one question is. `stage` is the lowest stage that must answer it; `part` the part of the form it stands in;
    `column` its column in the public register, empty when it is signed only."""

    kind: str = LONG
    part: str = SAID
    stage: int = 1
    needed: bool = True
    column: str = ""


def asks(**what: Any) -> Any:
    """A field of the text that is a question; empty until it is answered."""
    return field(default="", metadata={"question": Question(**what)})


@dataclass(frozen=True, kw_only=True)
class DeclarationText:
    """The answers that two people sign, in the order in which they are asked."""

    area: str = asks(kind=LINE, column="area")
    people: str = asks(kind=LINE, column="people")
    people_about: str = asks(kind=COUNT, column="people_about")
    unable_now: str = asks(column="unable_now")
    greater_risk: str = asks(column="greater_risk")
    what_changed: str = asks(column="reason")
    doing_differently: str = asks(column="doing_differently")
    could_happen: str = asks(column="could_happen")
    consulted: str = asks(column="consulted")
    checks: str = asks(column="checks")
    urgent_review: str = asks(column="urgent_review")
    legal_basis: str = asks(column="legal_basis")
    public_words: str = asks(column="public_words")
    easy_read: str = asks(column="easy_read")
    legal_check_on: str = asks(kind=DAY, part=CHECKED, column="legal_check_on")
    equality_check: str = asks(part=CHECKED, column="equality_check")
    decision_record: str = asks(kind=LINE, part=CHECKED, needed=False, column="decision_record")
    told: tuple[str, ...] = ()

    @classmethod
    def questions(cls) -> Iterator[tuple[str, Question]]:
        """Every question with its name, as asked."""
        return ((f.name, f.metadata["question"]) for f in fields(cls) if "question" in f.metadata)

    @classmethod
    def answered(cls, answers: Mapping[str, Any], told: tuple[str, ...] = ()) -> "DeclarationText":
        """The text these answers make. A question that was not asked of them stays empty."""
        return cls(**{name: str(answers.get(name) or "").strip() for name, _ in cls.questions()}, told=told)

    def signed(self) -> dict[str, Any]:
        """What is signed, as plain data."""
        return {**{name: getattr(self, name) for name, _ in self.questions()}, "told": list(self.told)}

    @classmethod
    def cells(cls, signed: Mapping[str, Any]) -> dict[str, str]:
        """The columns of the register that a signed text fills; a raised level signs its `reason` itself."""
        asked = {
            q.column: str(signed.get(q.column) or signed.get(name) or "") for name, q in cls.questions() if q.column
        }
        return {**asked, "told": "; ".join(signed.get("told") or ())}


def about_people(count: int, rules: DeclarationRules, disclosure: DisclosureRule) -> str:
    """A number of people as it may be signed: the exact one is never in a text, and so never in a digest of one."""
    if count < 1:
        raise Refusal("A declaration is about at least one person. Give about how many people it is for.")
    rounded = nearest(count, disclosure.round_to)
    fewest = rules.people_fewer_than
    return FEWER.format(count=fewest) if rounded < fewest else ABOUT.format(count=f"{rounded:,}")


def check_about(said: str, rules: DeclarationRules, disclosure: DisclosureRule) -> None:
    """Refuse a number of people in a text that is not as it may be signed."""
    count = re.sub(r"\D", "", said)
    if said == FEWER.format(count=rules.people_fewer_than) or (
        count and int(count) >= rules.people_fewer_than and said == about_people(int(count), rules, disclosure)
    ):
        return
    raise Refusal(
        f"How many people: sign it rounded, as “{FEWER.format(count=rules.people_fewer_than)}” or “about 40”. Open the "
        "form again and give the whole number there: it is rounded for you."
    )


def check_given_away(count: int, said: str, signed: Mapping[str, Any]) -> None:
    """Refuse words that hold the very number of people that the rounded one, `said`, stands for."""
    if said == ABOUT.format(count=f"{count:,}"):
        return
    spelled = (f"|{SPELLED[count - 1]}") if count <= len(SPELLED) else ""
    exact = rf"(?<![\d,.])(?<!\bin )({count}|{count:,}{spelled})\s+(?!{MONTHS})(?:[\w-]+\s+){{0,2}}?({WHOM})\b"
    found = re.compile(exact, re.IGNORECASE)
    for words in signed.values():
        for one in words if isinstance(words, list) else [words]:
            if isinstance(one, str) and (there := found.search(one)):
                raise Refusal(
                    f"The words say “{there[0]}”, the exact number. Write “{said}” instead, here and everywhere."
                )
