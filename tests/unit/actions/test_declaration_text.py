"""A question is a field of the text: asked, signed, listed and previewed from it; what was signed stays as it was."""

from dataclasses import dataclass

from pressure.actions.declarations.declaring import text_digest
from pressure.content import register
from pressure.document.lines import Answers
from pressure.document.shapes import SignedText
from pressure.domain.declaration_text import SAID, DeclarationText, asks
from pressure.words.officers import declaration_form as form

FIELDS = {
    **{name: f" {name.replace('_', ' ')}. " for name, _ in DeclarationText.questions()},
    "legal_check_on": "2026-11-20",
    "told_board": "2026-11-21",
}
DIGEST = "33e9bf6e4d0e5ee286b093e4e0864b4f33c04f01bcb731f79d11f4cb37213708"


@dataclass(frozen=True, kw_only=True)
class Longer(DeclarationText):
    how_many: str = asks(kind="line", column="how_many")


def test_the_signed_bytes_of_the_form_are_known():
    assert text_digest(form.text_of(form.DECLARE, FIELDS)) == DIGEST


def test_a_question_added_as_a_field_is_asked_signed_and_listed():
    asked = form.questions(SAID, Longer, {**form.ASKED, "how_many": ("About how many people", "")})
    signed = Longer.answered({**FIELDS, "how_many": "About 40"}).signed()
    assert asked[-1].label == "About how many people"
    assert signed["how_many"] == Longer.cells(signed)["how_many"] == "About 40"


def test_a_text_signed_before_a_question_was_added_is_read_with_it_empty_and_keeps_its_digest():
    old = form.text_of(form.DECLARE, FIELDS)
    assert Longer.cells(old) == {**DeclarationText.cells(old), "how_many": ""}
    assert text_digest(old) == DIGEST


def test_every_question_has_words_a_type_and_a_column_of_the_register():
    names = {name for name, _ in DeclarationText.questions()}
    assert names == set(form.ASKED)
    assert names | {"told", "reason", "level"} == set(SignedText.__annotations__)
    assert set(DeclarationText.cells({})) == set(Answers.__annotations__)


def test_every_column_that_a_question_fills_is_said_on_the_page_of_the_register():
    said = {name for name, _ in register.FIELDS} | {"easy_read"}
    assert set(DeclarationText.cells({})) <= said
