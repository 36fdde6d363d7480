"""The form of a declaration: every field of the method, what it asks, and what is signed from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, cast

from pressure.document.shapes import SignedText
from pressure.domain.declaration_text import CHECKED, DAY, LONG, SAID, DeclarationText, about_people
from pressure.domain.refusals import Refusal
from pressure.domain.rulebook import Rulebook
from pressure.words.dates import short_date

LEVEL, COUNTED = "level", "people_about"
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
TOLD = (
    Field("told_lead_member", "Lead member told on", "", DAY),
    Field("told_board", "Chair of the health and wellbeing board told on", "", DAY),
    Field("told_icb", "Integrated care board, or health board, told on", "", DAY),
    Field("told_providers", "Care providers told on", "", DAY),
    Field("told_safeguarding", "Chair of the safeguarding board told on", "Needed for stage 3.", DAY, 3),
    Field("told_cqc", "CQC, or the care inspectorate, told on", "Needed for stage 3.", DAY, 3),
)
BODIES = {
    "told_lead_member": "lead member",
    "told_board": "health and wellbeing board chair",
    "told_icb": "integrated care board",
    "told_providers": "providers",
    "told_safeguarding": "safeguarding board chair",
    "told_cqc": "CQC",
}
REASON = Field("reason", "The public reason", "For an end: what replaced it.")
HELPED = Field(
    "what_helped",
    "What helped",
    "For others who have the same trouble: what made it possible to end this. It is public.",
)
RAISED_TO = Field("level", "Publish level", "Higher than the calculated one. It can never be lower.", LEVEL)
FORMS: Mapping[str, tuple[Field, ...]] = {
    DECLARE: (STARTS, REVIEW, *WORDS, *CHECKS, *TOLD),
    EDIT: (REVIEW, *WORDS, *CHECKS, *TOLD),
    RENEW: (REVIEW, *WORDS, *CHECKS, *TOLD),
    END: (REASON, HELPED),
    RAISE: (RAISED_TO, REVIEW, REASON),
}
ReadPart = Literal["public_words", "what_changed", "doing_differently", "easy_read", "reason"]
READ_BY: Mapping[ReadPart, int] = {
    "public_words": 14,
    "what_changed": 14,
    "doing_differently": 14,
    "easy_read": 11,
    "reason": 14,
}


def missing(kind: str, fields: Mapping[str, str], stage: int) -> list[str]:
    """Labels of what must still be filled in."""
    return [f.label for f in FORMS[kind] if f.needed and stage >= f.stage and not fields.get(f.id, "").strip()]


def text_of(kind: str, fields: Mapping[str, str], book: Rulebook) -> SignedText:
    """The words that are signed; the terms are added by the act. A number of people is rounded here, before anything is
    signed. Raises Refusal for one that is no number."""
    if kind == RAISE:
        return {"level": int(fields["level"]), "reason": fields["reason"].strip()}
    if kind == END:
        return {"reason": fields["reason"].strip(), "what_helped": fields["what_helped"].strip()}

    told = tuple(f"{body}, {short_date(fields[name])}" for name, body in BODIES.items() if fields.get(name))
    count = people_counted(fields)
    about = about_people(count, book.declarations, book.disclosure) if count is not None else ""
    return cast(SignedText, DeclarationText.answered({**fields, COUNTED: about}, told).signed())


def people_counted(fields: Mapping[str, str]) -> int | None:
    """The number of people as typed, to be rounded; None while nothing is."""
    typed = fields.get(COUNTED, "").strip()
    if typed and not (typed.isascii() and typed.isdecimal() and len(typed) <= MOST_DIGITS):
        raise Refusal("About how many people: give a whole number, in digits.")
    return int(typed) if typed else None


def fields_of(text: SignedText) -> dict[str, str]:
    """A signed or waiting text back in the form; who was told, and how many people it is about, must be answered again:
    the text has the number rounded only."""
    signed = {**text, COUNTED: ""}
    return {f.id: str(signed.get(f.id, "")) for f in (*WORDS, *CHECKS)}
