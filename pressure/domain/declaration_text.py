"""The text of a declaration: one class whose fields are the questions, and what each of them is.

A field added here is asked, signed, listed, previewed and shown on the page of the register, in the words that stand
with it. What was signed before is never made again from this class: its bytes and its digest stay."""

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
    `column` its column in the public register, empty when it is signed only. An officer is asked `label` and told
    `help`; a reader of the register sees the answer under `title`, first of all if it `leads`, nowhere without one."""

    label: str
    help: str = ""
    title: str = ""
    kind: str = LONG
    part: str = SAID
    stage: int = 1
    needed: bool = True
    column: str = ""
    leads: bool = False


def asks(label: str, **what: Any) -> Any:
    """A field of the text that is a question; empty until it is answered."""
    return field(default="", metadata={"question": Question(label=label, **what)})


@dataclass(frozen=True, kw_only=True)
class DeclarationText:
    """The answers that two people sign, in the order in which they are asked."""

    area: str = asks("Where", help="The part of the area, or the whole of it.", title="Where", kind=LINE, column="area")
    people: str = asks(
        "For whom", help="Which group of people. Never a name.", title="Who for", kind=LINE, column="people"
    )
    people_about: str = asks(
        "About how many people",
        help=(
            "A whole number. It is signed and published rounded to the nearest 5, and as “fewer than "
            "10” for 1 to 7. The number you type is kept nowhere."
        ),
        title="How many people",
        kind=COUNT,
        column="people_about",
    )
    unable_now: str = asks(
        "What makes carrying on as usual impossible now",
        help="What it is in the workforce or the market. The first of two tests: both must be met.",
        title="What makes the usual care impossible now",
        column="unable_now",
    )
    greater_risk: str = asks(
        "Why carrying on as usual would put people at greater risk",
        help="The second of two tests.",
        title="Why going on as usual would be a greater risk",
        column="greater_risk",
    )
    what_changed: str = asks("What has changed", help="Why this is needed now.", title="Reason given", column="reason")
    doing_differently: str = asks(
        "What we are doing differently", title="What is done differently", column="doing_differently"
    )
    could_happen: str = asks(
        "What could happen if we did not", title="What could happen otherwise", column="could_happen"
    )
    consulted: str = asks(
        "Who was consulted",
        help="Which groups and bodies, and what they said. Never a name.",
        title="Who was asked first",
        column="consulted",
    )
    checks: str = asks(
        "How each person affected is checked, and how often", title="How people are checked", column="checks"
    )
    urgent_review: str = asks(
        "How to ask for an urgent review", title="To ask for an urgent review", column="urgent_review"
    )
    legal_basis: str = asks(
        "Your own legal basis",
        help="The act and section relied on.",
        title="The council's legal basis",
        column="legal_basis",
    )
    public_words: str = asks(
        "The public words",
        help="Short sentences that a resident understands.",
        title="In the council's words",
        column="public_words",
        leads=True,
    )
    easy_read: str = asks(
        "The easy-read version", help="One idea in each sentence. Everyday words.", column="easy_read"
    )
    legal_check_on: str = asks(
        "Legal check on",
        help="By the monitoring officer, or whoever answers for the law where there is none. The date only.",
        title="Legal check on",
        kind=DAY,
        part=CHECKED,
        column="legal_check_on",
    )
    equality_check: str = asks(
        "Equality and human-rights check",
        help="What was found.",
        title="Equality and human-rights check",
        part=CHECKED,
        column="equality_check",
    )
    decision_record: str = asks(
        "Link to the officer decision record",
        title="Decision record",
        kind=LINE,
        part=CHECKED,
        needed=False,
        column="decision_record",
    )
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

    @classmethod
    def titles(cls) -> Iterator[tuple[str, str]]:
        """Columns of the register whose answers are shown, each with its title, in the order of the page."""
        shown = [q for _, q in cls.questions() if q.title]
        return ((q.column, q.title) for q in sorted(shown, key=lambda q: not q.leads))


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
