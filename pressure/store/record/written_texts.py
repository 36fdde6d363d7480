"""Every text that somebody wrote for others, by an id such as `proposal-12`; and its removal with all its copies."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import rfc8785
from sqlalchemy import Column, Connection, Row, Table, select, update

from pressure.domain.redactions import marked, said_in, without
from pressure.store import tables
from pressure.store.tables import immutability


@dataclass(frozen=True, slots=True)
class Kind:
    """Where texts of one kind stand, by which column they are numbered, and whose they are."""

    column: Column[Any]
    number: Column[Any]
    council: Callable[[Connection, Row[Any]], str]

    @property
    def table(self) -> Table:
        return self.column.table


def _own(_: Connection, row: Row[Any]) -> str:
    return str(row.council_code)


def _of_declaration(_: Connection, row: Row[Any]) -> str:
    return str(row.declaration_id).rpartition("-")[0]


def _of_request(connection: Connection, row: Row[Any]) -> str:
    asked = tables.statements
    return str(connection.execute(select(asked.c.council_code).where(asked.c.id == row.request_id)).scalar_one())


def _nobodys(_: Connection, _row: Row[Any]) -> str:
    return ""


_T = tables
KINDS = {
    "proposal": Kind(_T.proposals.c.text, _T.proposals.c.id, _own),
    "sentback": Kind(_T.signatures.c.reason, _T.signatures.c.proposal_id, _of_declaration),
    "comment": Kind(_T.confirmations.c.comment, _T.confirmations.c.id, _own),
    "view": Kind(_T.social_worker_views.c.words, _T.social_worker_views.c.id, _of_declaration),
    "remark": Kind(_T.declaration_remarks.c.words, _T.declaration_remarks.c.id, _of_declaration),
    "statement": Kind(_T.statements.c.words, _T.statements.c.id, _own),
    "answer": Kind(_T.request_answers.c.words, _T.request_answers.c.id, _of_request),
    "counting": Kind(_T.counting_answers.c.words, _T.counting_answers.c.id, _own),
    "deputy": Kind(_T.deputies.c.reason, _T.deputies.c.id, _own),
    "withdrawal": Kind(_T.load_withdrawals.c.reason, _T.load_withdrawals.c.load_id, _nobodys),
    "note": Kind(_T.releases.c.note, _T.releases.c.id, _nobodys),
    "reason": Kind(_T.reasons_given.c.words, _T.reasons_given.c.seq, _own),
}
COPIES = (
    *(kind.column for kind in KINDS.values()),
    _T.drafts.c.fields,
    _T.ratings.c.explained,
    _T.ratings.c.shown,
    _T.restatements.c.explained,
    _T.restatements.c.shown,
    _T.seals.c.content,
)
"""Where the words of a text may stand: its own place, other proposals of its declaration, and its council's drafts and
ratings. Another text that says the same is a text of its own."""


@dataclass(frozen=True, slots=True)
class Written:
    """One text: its council and declaration ("" for none), what is stored, the words by field; none once removed."""

    id: str
    council_code: str
    declaration_id: str
    stored: str
    words: Mapping[str, str]


@dataclass(slots=True)
class Changed:
    """What a removal changed: proposals and seals with what they hold now, and releases whose ratings held a copy."""

    proposals: dict[int, str] = field(default_factory=dict)
    seals: dict[int, str] = field(default_factory=dict)
    releases: set[tuple[str, str]] = field(default_factory=set)


def every(connection: Connection) -> Iterator[Written]:
    """All of them that hold words."""
    for name, kind in KINDS.items():
        for row in connection.execute(select(kind.table)):
            one = _written(connection, name, kind, row)
            if one.words:
                yield one


def get(connection: Connection, text_id: str) -> Written | None:
    """The text of this id, also when its words are removed."""
    name, _, number = text_id.partition("-")
    kind = KINDS.get(name)
    if kind is None or (name != "note" and not number.isdecimal()):
        return None
    wanted = number if name == "note" else int(number)
    found = connection.execute(select(kind.table).where(kind.number == wanted)).first()
    return _written(connection, name, kind, found) if found else None


def remove(connection: Connection, text: Written, stands: str) -> Changed:
    """Put one mark in place of the words, here and in every copy of them. Facts are never changed otherwise: what
    refuses it is taken away within the transaction and put back in it."""
    changed = Changed()
    with _changeable(connection):
        for column in COPIES:
            _remove(connection, column, text, stands, changed)
    return changed


def restore_manifest(connection: Connection, track: str, release_id: str, **values: Any) -> None:
    """A release's files were made again without the words: its manifest, and the nonce of what it commits to."""
    table = tables.releases
    with _changeable(connection, (table,)):
        connection.execute(update(table).where(table.c.track == track, table.c.id == release_id).values(values))


def _written(connection: Connection, name: str, kind: Kind, row: Row[Any]) -> Written:
    stored = str(row._mapping[kind.column.name])
    words = said_in(json.loads(stored) if name == "proposal" else {"": stored})
    return Written(
        f"{name}-{row._mapping[kind.number.name]}",
        kind.council(connection, row),
        str(row._mapping.get("declaration_id", "")),
        stored,
        words,
    )


def _remove(connection: Connection, column: Column[Any], text: Written, stands: str, changed: Changed) -> None:
    table = column.table
    assert isinstance(table, Table)
    for row in connection.execute(select(table)).all():
        kept = str(row._mapping[column.name])
        new = _replaced(column, row, kept, text, stands)
        if new != kept:
            own = [key == row._mapping[key.name] for key in table.primary_key.columns]
            gone = {column.name: new} | ({"nonce": ""} if table is tables.reasons_given else {})
            connection.execute(update(table).where(*own).values(gone))
            if table is tables.proposals:
                changed.proposals[row.id] = new
            elif table is tables.seals:
                changed.seals[row.seq] = new
            elif table in (tables.ratings, tables.restatements):
                changed.releases.add((row.track, row.release_id))


def _replaced(column: Column[Any], row: Row[Any], kept: str, text: Written, stands: str) -> str:
    name, _, number = text.id.partition("-")
    kind = KINDS[name]
    if column is kind.column and str(row._mapping[kind.number.name]) == number and kept == text.stored:
        return rfc8785.dumps(marked(json.loads(kept), stands)).decode() if name == "proposal" else stands
    if column.table is tables.seals:
        return _unsealed(kept, number, text, stands) if name == "withdrawal" else kept
    return without(kept, text.words, stands) if _copies(column.table, row, text) else kept


def _unsealed(kept: str, number: str, text: Written, stands: str) -> str:
    """The seal of a withdrawal, which holds its reason; any other as it is."""
    held = json.loads(kept)
    same = held.get("load_id") == int(number) and held.get("reason") == text.stored
    return rfc8785.dumps({**held, "reason": stands}).decode() if same else kept


def _copies(table: Any, row: Row[Any], text: Written) -> bool:
    """Whether a row may hold a copy: raised levels and drafts are copied, and a declaration is proposed again."""
    if table is tables.proposals:
        return bool(text.declaration_id) and row.declaration_id == text.declaration_id
    return table is tables.restatements or (
        table in (tables.drafts, tables.ratings) and row.council_code == text.council_code
    )


@contextmanager
def _changeable(connection: Connection, only: tuple[Table, ...] = tables.FACTS) -> Iterator[None]:
    names = {column.table.name for column in COPIES} & {table.name for table in only}
    postgresql = connection.dialect.name == "postgresql"
    for name in sorted(names):
        connection.exec_driver_sql(
            f"DROP TRIGGER {name}_no_{'change' if postgresql else 'update'}{f' ON {name}' if postgresql else ''}"
        )
    yield
    for name in sorted(names):
        connection.exec_driver_sql((immutability.postgresql if postgresql else immutability.sqlite)(name)[0])


__all__ = ["COPIES", "KINDS", "Changed", "Written", "every", "get", "remove", "restore_manifest"]
