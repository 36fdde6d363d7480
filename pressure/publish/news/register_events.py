"""What was signed and what was not looked at again in time, one event each."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from pressure.document.events import Happened, SignedDetail
from pressure.document.shapes import SignedText
from pressure.domain.declarations import Kind
from pressure.domain.moments import start_of
from pressure.publish.release_inputs import ReleaseInputs
from pressure.store import declarations as store
from pressure.words import events as words


def register_events(inputs: ReleaseInputs) -> Iterator[Happened]:
    """Declared, raised, renewed, ended and review overdue, for every declaration of the track."""
    signed: dict[str, list[Any]] = {}
    for row in inputs.signed:
        signed.setdefault(row.declaration_id, []).append(row)
    for rows in signed.values():
        for row, after in pairwise([*rows, None]):
            yield _event(inputs, row, _kind(row), row.signed_at, json.loads(row.text))
            yield from _overdue(inputs, row, after)


def _kind(row: Any) -> str:
    if row.kind == Kind.DECLARE:
        return words.RAISED if row.measure_id == store.RAISED else words.DECLARED
    return words.RENEWED if row.kind == Kind.RENEW else words.ENDED


def _overdue(inputs: ReleaseInputs, row: Any, after: Any) -> Iterator[Happened]:
    """The first moment after the day of review, unless something was signed by then."""
    if row.review_by is None or row.kind == Kind.END:
        return
    at = start_of(row.review_by + timedelta(days=1))
    ended = inputs.by_code[row.council_code].ended_at
    if ended and at >= ended:  # it ended with its council
        return
    if at <= inputs.release.published_at and (after is None or after.signed_at >= at):
        yield _event(inputs, row, words.REVIEW_OVERDUE, at, {})


def _event(inputs: ReleaseInputs, row: Any, kind: str, at: datetime, text: SignedText) -> Happened:
    told = inputs.first_release_after(at) or inputs.release
    signed: SignedDetail = {
        "declaration_id": row.declaration_id,
        "measure_id": row.measure_id,
        "stage": row.stage,
        "raised": row.measure_id == store.RAISED,
        "review_by": row.review_by,
        "area": text.get("area"),
        "starts_at": row.starts_at,
        "signed_at": row.signed_at,
        "in_force_from": max(row.starts_at, row.signed_at),
        "level": text.get("level"),
        "reason": None if kind == words.DECLARED else text.get("reason") or text.get("what_changed"),
        "helped": text.get("what_helped"),
    }
    return {
        "council_code": row.council_code,
        "kind": kind,
        "at": at,
        "release_id": told.id,
        "published_at": told.published_at,
        "name": row.declaration_id,
        "level_after": int(text["level"]) if kind == words.RAISED else None,
        "signed": signed,
    }
