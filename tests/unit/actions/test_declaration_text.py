"""A question is a field of the text: asked, signed, listed and previewed from it; what was signed stays as it was."""

from dataclasses import dataclass
from datetime import date

from pressure.actions.declarations.declaring import text_digest
from pressure.content import register
from pressure.document.lines import Answers
from pressure.document.shapes import SignedText
from pressure.domain.declaration_text import SAID, DeclarationText, asks
from pressure.rules import load_rules
from pressure.words.officers import declaration_form as form

BOOK = load_rules().in_force(date(2026, 11, 28))
FIELDS = {
    **{name: f" {name.replace('_', ' ')}. " for name, _ in DeclarationText.questions()},
    "people_about": "43",
    "legal_check_on": "2026-11-20",
    "told_board": "2026-11-21",
}
DIGEST = "9a42a7d9cd58c23c2b9a402e8eea43d4e091113d0edfe59712f4ea06a0af9ce6"
BEFORE: SignedText = {
    "area": "area.",
    "people": "people.",
    "what_changed": "what changed.",
    "doing_differently": "doing differently.",
    "could_happen": "could happen.",
    "checks": "checks.",
    "urgent_review": "urgent review.",
    "public_words": "public words.",
    "easy_read": "easy read.",
    "legal_check_on": "2026-11-20",
    "equality_check": "equality check.",
    "decision_record": "decision record.",
    "told": ["health and wellbeing board chair, 21 November 2026"],
}
"""What the form of the first version made."""
DIGEST_BEFORE = "33e9bf6e4d0e5ee286b093e4e0864b4f33c04f01bcb731f79d11f4cb37213708"


@dataclass(frozen=True, kw_only=True)
class Longer(DeclarationText):
    carers: str = asks(kind="line", column="carers")


def test_the_signed_bytes_of_the_form_are_known():
    assert text_digest(form.text_of(form.DECLARE, FIELDS, BOOK)) == DIGEST


def test_a_question_added_as_a_field_is_asked_signed_and_listed():
    asked = form.questions(SAID, Longer, {**form.ASKED, "carers": ("How many carers", "")})
    signed = Longer.answered({**FIELDS, "carers": "About 40"}).signed()
    assert asked[-1].label == "How many carers"
    assert signed["carers"] == Longer.cells(signed)["carers"] == "About 40"


def test_a_text_signed_before_a_question_was_added_is_read_with_it_empty_and_keeps_its_digest():
    assert Longer.cells(BEFORE) == {**DeclarationText.cells(BEFORE), "carers": ""}
    assert (DeclarationText.cells(BEFORE)["unable_now"], DeclarationText.cells(BEFORE)["checks"]) == ("", "checks.")
    assert text_digest(BEFORE) == DIGEST_BEFORE


def test_every_question_has_words_a_type_and_a_column_of_the_register():
    names = {name for name, _ in DeclarationText.questions()}
    assert names == set(form.ASKED)
    assert names | {"told", "reason", "what_helped", "level"} == set(SignedText.__annotations__)
    assert set(DeclarationText.cells({})) == set(Answers.__annotations__)


def test_every_column_that_a_question_fills_is_said_on_the_page_of_the_register():
    said = {name for name, _ in register.FIELDS} | {"easy_read"}
    assert set(DeclarationText.cells({})) <= said
