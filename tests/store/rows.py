"""One lawful row of every table, made to order."""

import hashlib
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, insert

from pressure.domain.councils import Council
from pressure.store import councils, declarations, loads, tables

START = datetime(2026, 11, 23, 10, tzinfo=UTC)
COUNCIL = "X99000001"
DIRECTOR, CHIEF = "p-director", "p-chief"
HOUR = timedelta(hours=1)


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def council(code: str = COUNCIL) -> Council:
    return Council(
        code=code,
        name="Ayford",
        official_name="Ayford Council",
        kind="unitary",
        region_code="X98",
        region="Demonstration Region",
        nation_code="X97",
        nation="Nowhere",
        adults_18plus=100_000,
        adults_year="2024",
    )


def add_council(connection: Connection, code: str = COUNCIL) -> None:
    councils.replace_all(connection, [council(code)])


def add_people(connection: Connection, *ids: str) -> None:
    for one in ids or (DIRECTOR, CHIEF):
        connection.execute(insert(tables.people).values(id=one, name=one, created_at=START))


def add_load(connection: Connection, *, at: datetime = START, source: str = "weekly-return", **other: Any) -> int:
    return loads.add(
        connection,
        **{
            "notes": [],
            "source_id": source,
            "sha256": digest(f"{source}{at}"),
            "bytes": 10,
            "encoding": "utf-8",
            "read": 3,
            "accepted": 1,
            "held": 1,
            "rejected": 1,
            "not_needed": 0,
            "readings_added": 1,
            "readings_revised": 0,
            "readings_unchanged": 0,
            "recorded_at": at,
            "by_person": DIRECTOR,
            "by_role": "data officer",
            **other,
        },
    )


def reading(load_id: int, **other: Any) -> dict[str, Any]:
    return {
        "council_code": COUNCIL,
        "measure_id": "m",
        "period_start": START.date(),
        "period_end": START.date(),
        "numerator": 1,
        "scale": 1,
        "denominator": 2,
        "value_is_rounded": 0,
        "status": "ok",
        "marker": "",
        "cadence": "weekly",
        "source_id": "s",
        "from_council": 1,
        "recorded_at": START,
        "load_id": load_id,
        "row": 1,
        **other,
    }


def proposal(text: str = "{}", **other: Any) -> dict[str, Any]:
    return {
        "declaration_id": f"{COUNCIL}-1",
        "council_code": COUNCIL,
        "kind": "declare",
        "measure_id": "longer_periods_alone",
        "stage": 2,
        "starts_at": START,
        "review_by": date(2026, 12, 1),
        "text": text,
        "text_sha256": digest(text),
        "proposed_by": DIRECTOR,
        "proposed_by_role": "director",
        "proposed_at": START,
        **other,
    }


def add_proposal(connection: Connection, text: str = "{}", **other: Any) -> dict[str, Any]:
    """The proposal as stored, its number included."""
    row = proposal(text, **other)
    return {**row, "id": declarations.add_proposal(connection, **row)}


def signature(of: dict[str, Any], **other: Any) -> dict[str, Any]:
    return {
        "proposal_id": of["id"],
        "declaration_id": of["declaration_id"],
        "proposed_by": of["proposed_by"],
        "text_sha256": of["text_sha256"],
        "outcome": "signed",
        "signed_by": CHIEF,
        "signed_by_role": "chief executive",
        "signed_at": of["proposed_at"] + HOUR,
        "reason": "",
        **other,
    }
