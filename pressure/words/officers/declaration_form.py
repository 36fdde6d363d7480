"""The form of a declaration: every field of the method, what it asks, and what is signed from it."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, cast

from pressure.document.shapes import SignedText
from pressure.domain.declaration_text import CHECKED, DAY, LONG, SAID, DeclarationText, about_people
from pressure.domain.national import NationWords
from pressure.domain.refusals import Refusal
from pressure.domain.rulebook import Rulebook
from pressure.words.dates import short_date

SHORT_DATE = "%d %B %Y"
ABOUT = "about "

LEVEL, COUNTED = "level", "people_about"
WHAT_IT_SAYS = "What it says"
MOST_DIGITS = 6
DECLARE, EDIT, RENEW, END, RAISE = "declare", "edit", "renew", "end", "raise"


@dataclass(frozen=True, slots=True)
class Field:
    """One question. `stage` is the lowest stage that must answer it; a field that is not `needed` may stay empty."""

    id: str
    label: str
    help: str = ""
    kind: str = LONG
    stage: int = 1
    needed: bool = True


STARTS = Field(
    "starts_on", "It starts, or started, on", "An earlier day is stated: “declared 3 days after it began”.", DAY
)
REVIEW = Field("review_by", "Review by", "At most 28 days ahead; 14 for stage 3.", DAY)


def questions(part: str) -> tuple[Field, ...]:
    """The fields of one part of the form: what the text asks, in its words."""
    return tuple(
        Field(name, q.label, q.help, kind=q.kind, stage=q.stage, needed=q.needed)
        for name, q in DeclarationText.questions()
        if q.part == part
    )


WORDS = questions(SAID)
CHECKS = questions(CHECKED)
LEAD_MEMBER, PROVIDERS, SAFEGUARDING = "told_lead_member", "told_providers", "told_safeguarding"
REGULATOR = "told_regulator"
TOLD_ON, STAGE_THREE = "{body} told on", "Needed for stage 3."


def bodies(nation: NationWords) -> dict[str, str]:
    """Who is told of a declaration, by the field that asks when: in the nation's own words, as they are signed."""
    *others, regulator = nation.told
    return {
        LEAD_MEMBER: "member responsible for adult social care",
        **{f"told_body_{number}": body for number, body in enumerate(others, start=1)},
        PROVIDERS: "care providers",
        SAFEGUARDING: "chair of the board or committee for protecting adults",
        REGULATOR: regulator,
    }


def told(nation: NationWords) -> tuple[Field, ...]:
    """One question for each of them."""
    late = {SAFEGUARDING, REGULATOR}
    return tuple(
        Field(
            name,
            TOLD_ON.format(body=body[:1].upper() + body[1:]),
            STAGE_THREE if name in late else "",
            DAY,
            3 if name in late else 1,
        )
        for name, body in bodies(nation).items()
    )


REASON = Field("reason", "The public reason", "For an end: what replaced it.")
HELPED = Field(
    "what_helped",
    "What helped",
    "For others who have the same trouble: what made it possible to end this. It is public.",
)
RAISED_TO = Field("level", "Publish level", "Higher than the calculated one. It can never be lower.", LEVEL)


def form_of(kind: str, nation: NationWords) -> tuple[Field, ...]:
    """Every field of one kind of form, for a council of a nation."""
    return {
        DECLARE: (STARTS, REVIEW, *WORDS, *CHECKS, *told(nation)),
        EDIT: (REVIEW, *WORDS, *CHECKS, *told(nation)),
        RENEW: (REVIEW, *WORDS, *CHECKS, *told(nation)),
        END: (REASON, HELPED),
        RAISE: (RAISED_TO, REVIEW, REASON),
    }[kind]


LABELS: Mapping[str, str] = {f.id: f.label for f in (STARTS, REVIEW, *WORDS, *CHECKS, REASON, HELPED, RAISED_TO)}
"""What each question asks that is the same in every nation."""
LOOK = "Look at it and propose it"
STEPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Where, for whom and until when", ("area", "people", COUNTED, "starts_on", "review_by")),
    ("The two tests", ("unable_now", "greater_risk", "what_changed")),
    ("What is done, and how people are kept safe", ("doing_differently", "could_happen", "checks", "urgent_review")),
    ("What residents read", ("public_words", "easy_read")),
    (
        "Law, and who was asked and told",
        ("legal_basis", "legal_check_on", "equality_check", "decision_record", "consulted"),
    ),
    (LOOK, ()),
)
"""The form of a measure in short steps. Who was told stands in the step before the last; a question that no step names
stands there too."""


def steps_of(kind: str, nation: NationWords) -> tuple[tuple[str, tuple[Field, ...]], ...]:
    """The steps of one kind of form, each with its fields; a short form has one, and one in which it is looked at."""
    fields = {field.id: field for field in form_of(kind, nation)}
    if kind in (END, RAISE):
        return ((WHAT_IT_SAYS, tuple(fields.values())), (LOOK, ()))
    named = {name for _, names in STEPS for name in names}
    rest = tuple(name for name in fields if name not in named)
    return tuple(
        (title, tuple(fields[name] for name in (*names, *(rest if place == len(STEPS) - 2 else ())) if name in fields))
        for place, (title, names) in enumerate(STEPS)
    )


ReadPart = Literal["public_words", "what_changed", "doing_differently", "easy_read", "reason"]
READ_BY: Mapping[ReadPart, int] = {
    "public_words": 14,
    "what_changed": 14,
    "doing_differently": 14,
    "easy_read": 11,
    "reason": 14,
}


def is_needed(field: Field, stage: int) -> bool:
    """Whether a question must be answered at a stage."""
    return field.needed and stage >= field.stage


def missing(kind: str, fields: Mapping[str, str], stage: int, nation: NationWords) -> list[str]:
    """Labels of what must still be filled in."""
    return lacking(form_of(kind, nation), fields, stage)


def lacking(asked: Iterable[Field], fields: Mapping[str, str], stage: int) -> list[str]:
    """The same of some questions."""
    return [f.label for f in asked if is_needed(f, stage) and not fields.get(f.id, "").strip()]


def text_of(kind: str, fields: Mapping[str, str], book: Rulebook, nation: NationWords) -> SignedText:
    """The words that are signed; the terms are added by the act. A number of people is rounded here, before anything is
    signed. Raises Refusal for one that is no number."""
    if kind == RAISE:
        return {"level": int(fields["level"]), "reason": fields["reason"].strip()}
    if kind == END:
        return {"reason": fields["reason"].strip(), "what_helped": fields["what_helped"].strip()}

    said = tuple(f"{body}, {short_date(fields[name])}" for name, body in bodies(nation).items() if fields.get(name))
    count = people_counted(fields)
    about = about_people(count, book.declarations, book.disclosure) if count is not None else ""
    return cast(SignedText, DeclarationText.answered({**fields, COUNTED: about}, said).signed())


def people_counted(fields: Mapping[str, str]) -> int | None:
    """The number of people as typed, to be rounded; None while nothing is."""
    typed = fields.get(COUNTED, "").strip()
    if typed and not (typed.isascii() and typed.isdecimal() and len(typed) <= MOST_DIGITS):
        raise Refusal("About how many people: give a whole number, in digits.")
    return int(typed) if typed else None


def fields_of(text: Mapping[str, Any], nation: NationWords) -> dict[str, str]:
    """A signed or waiting text back in the form, every date with it. A number of people is the one that was signed; of
    fewer than it may be signed exactly, it must be answered again."""
    about = str(text.get(COUNTED, ""))
    count = "".join(filter(str.isdigit, about)) if about.startswith(ABOUT) else ""
    signed = {**text, COUNTED: count}
    terms = text.get("declaration", {})
    dates = {"review_by": str(terms.get("review_by") or ""), **_told_on(text.get("told") or [], nation)}
    fields = {f.id: str(signed.get(f.id, "")) for f in (*WORDS, *CHECKS, REASON, HELPED, RAISED_TO)}
    return {name: said for name, said in {**fields, **dates}.items() if said}


def _told_on(told_lines: Iterable[str], nation: NationWords) -> dict[str, str]:
    """The day on which each body was told, by its field; nothing for a body that the form does not know."""
    fields, found = {body: name for name, body in bodies(nation).items()}, {}
    for line in told_lines:
        body, _, day = line.rpartition(", ")
        with suppress(ValueError):
            if body in fields:
                found[fields[body]] = datetime.strptime(day, SHORT_DATE).date().isoformat()  # noqa: DTZ007 a day alone
    return found
