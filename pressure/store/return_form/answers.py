"""Answers of the form: one row a question of a council's week. A later one takes the place of the one before only where
whoever wrote it had seen that one."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy import Connection, and_, delete, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from pressure.store import tables

ANSWERS = tables.return_answers


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptAnswer:
    """`answer` is what was typed, as JSON; `version` is a number that no other answer has."""

    question: str
    answer: str
    version: int
    by_person: str
    by_role: str
    saved_at: datetime


def of_week(connection: Connection, council_code: str, week_ending: date) -> dict[str, KeptAnswer]:
    """Every answer of a council's week, by question."""
    c = ANSWERS.c
    query = select(c.question, c.answer, c.version, c.by_person, c.by_role, c.saved_at).where(
        c.council_code == council_code, c.week_ending == week_ending
    )
    return {row.question: KeptAnswer(**row._mapping) for row in connection.execute(query)}


def put(connection: Connection, council_code: str, week_ending: date, new: KeptAnswer, seen: int | None) -> bool:
    """Keep an answer in place of the version that was seen, None for a question that had none; False where another
    came in between. The database decides, so of two at once one is kept."""
    place = {"council_code": council_code, "week_ending": week_ending, "question": new.question}
    said = {name: value for name, value in asdict(new).items() if name != "question"}
    if seen is not None:
        own = [ANSWERS.c[name] == value for name, value in place.items()]
        changed = update(ANSWERS).where(*own, ANSWERS.c.version == seen).values(said)
        return connection.execute(changed).rowcount == 1
    inserting = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    added = inserting(ANSWERS).values({**place, **said}).on_conflict_do_nothing()
    return connection.execute(added.returning(ANSWERS.c.version)).first() is not None


def remove(connection: Connection, council_code: str, week_ending: date, versions: Mapping[str, int]) -> None:
    """Delete the answers of these versions; one that changed since stays."""
    c = ANSWERS.c
    those = [and_(c.question == question, c.version == version) for question, version in versions.items()]
    if those:
        connection.execute(
            delete(ANSWERS).where(c.council_code == council_code, c.week_ending == week_ending, or_(*those))
        )


def forget(connection: Connection, before: datetime) -> None:
    """Delete what nobody has touched since a moment."""
    connection.execute(delete(ANSWERS).where(ANSWERS.c.saved_at < before))
