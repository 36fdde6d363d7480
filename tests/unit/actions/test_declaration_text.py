"""A question is a field of the text: asked, signed, listed and previewed from it; what was signed stays as it was."""

import subprocess
import sys
from datetime import date
from pathlib import Path

from pressure.actions.declarations.declaring import text_digest
from pressure.content import register
from pressure.document.lines import DeclarationLine, register_entry
from pressure.document.shapes import SignedText
from pressure.domain.declaration_text import DeclarationText
from pressure.rules import load_rules
from pressure.words.nations import anywhere
from pressure.words.officers import declaration_form as form

BOOK = load_rules().in_force(date(2026, 11, 28))
FIELDS = {
    **{name: f" {name.replace('_', ' ')}. " for name, _ in DeclarationText.questions()},
    "people_about": "43",
    "legal_check_on": "2026-11-20",
    "told_body_1": "2026-11-21",
}
ROOT = Path(__file__).parents[3]
ASKED_EVERYWHERE = """
import sys
from importlib.util import find_spec, module_from_spec
spec = find_spec("pressure.domain.declaration_text")
longer = sys.modules[spec.name] = module_from_spec(spec)
last, more = "    told: tuple", "    carers: str = asks('How many carers', title='Carers', column='carers')"
assert longer.__loader__.get_source(spec.name).count(last) == 1
exec(longer.__loader__.get_source(spec.name).replace(last, more + chr(10) + last), vars(longer))

from datetime import date
from types import SimpleNamespace
from pressure.content import register
from pressure.domain.councils import Council
from pressure.domain.declaration_text import DeclarationText
from pressure.document.lines import register_entry
from pressure.drawing.block_markup import markup
from pressure.rules import load_rules
from pressure.shell.officers import preview
from pressure.words.nations import anywhere
from pressure.words.officers import declaration_form as form

book = load_rules().in_force(date(2026, 11, 28))
measure = next(m.id for m in book.declarations.catalogue)
if any(f.label == "How many carers" for f in form.form_of(form.DECLARE, anywhere(book))):
    print("asked")
fields = {n: n for n, _ in DeclarationText.questions()} | {"people_about": "43", "legal_check_on": "2026-11-20"}
text = form.text_of(form.DECLARE, {**fields, "carers": "About forty"}, book, anywhere(book))
if text["carers"] == "About forty":
    print("signed")
terms = {
    "declaration_id": "d", "council_code": "X", "kind": "declare", "measure_id": measure, "stage": 2,
    "starts_at": "2026-11-20T00:00:00+00:00", "review_by": "2026-12-10",
}
row = register_entry({**terms, "signed_at": ""}, "Harbour", "", text)
if row["carers"] == "About forty":
    print("listed")
place = Council(
    code="X", name="Harbour", official_name="Harbour", kind="demonstration", region_code="", region="",
    nation_code="E92000001", nation="Demonstration Region", adults_18plus=1, adults_year="",
)
seen = preview.preview(SimpleNamespace(book=lambda: book), place, {**text, "declaration": terms})
if "<dt>Carers</dt>" in seen.public and "About forty" in seen.public:
    print("previewed")
if "About forty" in markup(register.in_force_blocks([row], book, lambda code: code), book):
    print("shown")
"""
DIGEST = "9b32006e7df8de3c4a141f0be20a7e16194d13e166a1e65a6d75a581da029a8d"
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


def test_the_signed_bytes_of_the_form_are_known():
    assert text_digest(form.text_of(form.DECLARE, FIELDS, BOOK, anywhere(BOOK))) == DIGEST


def test_a_text_signed_before_most_questions_is_read_with_them_empty_and_keeps_its_digest():
    assert (DeclarationText.cells(BEFORE)["unable_now"], DeclarationText.cells(BEFORE)["checks"]) == ("", "checks.")
    assert text_digest(BEFORE) == DIGEST_BEFORE


def test_the_page_of_the_register_begins_with_the_councils_words_and_keeps_the_order_of_the_questions():
    assert [column for column, _ in register.FIELDS] == [
        "public_words",
        "area",
        "people",
        "people_about",
        "unable_now",
        "greater_risk",
        "reason",
        "doing_differently",
        "could_happen",
        "consulted",
        "checks",
        "urgent_review",
        "legal_basis",
        "legal_check_on",
        "equality_check",
        "decision_record",
        "told",
        "psw_view",
    ]


def test_every_column_that_a_question_fills_is_shown_somewhere():
    """The easy-read words stand on the easy-read page."""
    assert set(DeclarationText.cells({})) <= {column for column, _ in register.FIELDS} | {"easy_read"}


def test_a_line_of_the_register_has_every_column_of_the_table_and_of_the_questions():
    line = register_entry({"stage": 2, "area": "Old"}, "Harbour", "E92000001", {"area": "North"})
    assert set(line) == {*DeclarationLine.__annotations__, *DeclarationText.cells({}), "council_name", "nation_code"}
    assert (line["stage"], line["area"], line["reason"]) == ("2", "North", "")


def test_a_question_added_in_one_place_is_asked_signed_listed_previewed_and_shown():
    """By a Python of its own that reads the module with one field more."""
    tried = subprocess.run(
        [sys.executable, "-c", ASKED_EVERYWHERE], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert tried.returncode == 0, tried.stderr
    assert tried.stdout.split() == ["asked", "signed", "listed", "previewed", "shown"]
