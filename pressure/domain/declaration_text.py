"""The text of a declaration: one class whose fields are the questions, and what each of them is.

A field added here is asked, signed, listed and previewed; its words stand in `words/officers/declaration_form.py`. What
was signed before is never made again from this class: its stored bytes, and so its digest, stay what they were."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

LINE, LONG, DAY = "line", "long", "day"
SAID, CHECKED = "said", "checked"
MOST_CHARACTERS = 1500


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
    what_changed: str = asks(column="reason")
    doing_differently: str = asks(column="doing_differently")
    could_happen: str = asks(column="could_happen")
    checks: str = asks(column="checks")
    urgent_review: str = asks(column="urgent_review")
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
