"""What a council is asked about how it counts each figure of its return (METHOD 2, measures)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated

from pressure.domain.lawful import ONLY_KNOWN_KEYS, Law, Slug, Words

SOME = Law(bool, "at least 1 item", nothing="nothing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One answer of a list, as a sentence. `of` names the measures it is given for, none for every one; with
    `own_words` it says nothing without words of one's own."""

    id: Slug
    says: Words
    of: tuple[Slug, ...] = ()
    own_words: bool = False
    __pydantic_config__ = ONLY_KNOWN_KEYS


@dataclass(frozen=True, slots=True, kw_only=True)
class CountingQuestion:
    """One question, the measures it is asked of, and the answers that may be chosen. `title` stands before an answer in
    public."""

    id: Slug
    title: Words
    asks: Words
    of: Annotated[tuple[Slug, ...], SOME]
    choices: Annotated[tuple[Choice, ...], SOME]
    __pydantic_config__ = ONLY_KNOWN_KEYS

    def choices_of(self, measure_id: str) -> tuple[Choice, ...]:
        """What may be answered of a measure; nothing where the question is not asked of it."""
        if measure_id not in self.of:
            return ()
        return tuple(choice for choice in self.choices if not choice.of or measure_id in choice.of)

    def choice(self, choice_id: str) -> Choice | None:
        """A choice of any measure, by its id."""
        return next((choice for choice in self.choices if choice.id == choice_id), None)


def find(versions: Iterable[Iterable[CountingQuestion]], question_id: str) -> Iterator[CountingQuestion]:
    """A question in every version of the rules that has it, in the order given."""
    return (question for questions in versions for question in questions if question.id == question_id)


def asked_of(questions: Iterable[CountingQuestion], measure_id: str) -> tuple[CountingQuestion, ...]:
    """The questions about a measure, in the order of the rules."""
    return tuple(question for question in questions if measure_id in question.of)
