"""counting_answers.csv, and what a council's document says of how it counts."""

from collections.abc import Iterator

from pressure.document.dictionary import columns_of
from pressure.document.rows import CountingAnswerRow
from pressure.document.shapes import CountingLine
from pressure.document.values import stamp
from pressure.domain.councils import Council
from pressure.domain.counting.answers import Answer, Stood
from pressure.domain.counting.questions import find
from pressure.domain.rules_history import Rules
from pressure.publish.files.csv_text import csv_bytes
from pressure.publish.release_inputs import ReleaseInputs
from pressure.release.draft import ReleaseDraft

COLUMNS = columns_of(CountingAnswerRow)
NAME = "counting_answers.csv"
QUESTIONS = "counting_questions"


def add(draft: ReleaseDraft, inputs: ReleaseInputs) -> None:
    """Every answer of every council, also those that were replaced."""
    made = list(_rows(inputs))
    draft.put(f"data/{inputs.csv_name(NAME)}", str(made), csv_bytes, COLUMNS, made)


def lines(inputs: ReleaseInputs, council: Council) -> list[CountingLine]:
    """What a council answers now."""
    return [line_of(each, inputs.rules) for each in inputs.counting.get(council.code, ()) if each.until is None]


def line_of(each: Stood, rules: Rules) -> CountingLine:
    """One answer as a council's document has it."""
    title, says = said_of(rules, each.answer)
    return {
        "measure_id": each.answer.measure_id,
        "question": each.answer.question,
        "title": title,
        "choice": each.answer.choice,
        "says": says,
        "own_words": each.answer.words,
        "since": each.since.isoformat() if each.since else None,
        "changed_on": [day.isoformat() for day in each.changes],
        "answered_at": stamp(each.answer.answered_at),
    }


def _rows(inputs: ReleaseInputs) -> Iterator[CountingAnswerRow]:
    for code, own in sorted(inputs.counting.items()):
        for each in own:
            answer = each.answer
            title, says = said_of(inputs.rules, answer)
            release = inputs.first_release_of(answer.answered_at)
            yield {
                "council_code": code,
                "council_name": inputs.by_code[code].name,
                "measure_id": answer.measure_id,
                "question": answer.question,
                "title": title,
                "choice": answer.choice,
                "says": says,
                "own_words": answer.words or None,
                "told": answer.told.value,
                "counted_so_since": each.since,
                "counting_changed_on": max(each.changes, default=None),
                "answered_at": answer.answered_at,
                "replaced_at": each.until,
                "by_role": answer.by_role,
                "release_id": (release or inputs.release).id,
            }


def said_of(rules: Rules, answer: Answer) -> tuple[str, str]:
    """What was asked and what was chosen, by the newest rules that have them. Raises LookupError."""
    versions = [dated.content.questions for dated in reversed(rules.parts.get(QUESTIONS, ())) if dated.content]
    for question in find(versions, answer.question):
        if chosen := question.choice(answer.choice):
            return question.title, chosen.says
    raise LookupError(f"no rule has {answer.choice} of {answer.question}")
