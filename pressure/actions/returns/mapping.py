"""A council's column mapping: which of its own columns is which of ours. Kept by an officer who may load its returns,
a version at a time; the newest is used, and an earlier one comes back as a new version."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from pressure.access.permissions import EVERYWHERE, Act, Actor, require
from pressure.actions.installation import Installation
from pressure.document import entries
from pressure.domain.refusals import Refusal
from pressure.ingest.returns.mapping import ColumnMapping, checked, from_document
from pressure.store import councils as council_store
from pressure.store import record
from pressure.store.engine import Connection, reading, writing
from pressure.store.returns import column_mappings


@dataclass(frozen=True, slots=True)
class Kept:
    """One version, when it was kept and in which role."""

    mapping: ColumnMapping
    at: datetime
    by_role: str


def in_use(connection: Connection, by: Actor) -> tuple[ColumnMapping, ...]:
    """The newest of each council for which somebody may load; one without columns reads nothing."""
    codes = by.councils_for(Act.LOAD_RETURN)
    rows = column_mappings.newest(connection, None if EVERYWHERE in codes else codes)
    every = (from_document(row.council_code, row.version, row.document) for row in rows)
    return tuple(mapping for mapping in every if mapping.columns)


def keep_mapping(
    installation: Installation,
    *,
    by: Actor,
    council_codes: Iterable[str],
    columns: Mapping[str, str],
    words: Mapping[str, str] | None = None,
) -> tuple[tuple[str, int], ...]:
    """A new version for each council; what it is read with from now on. Gives the councils and their versions. Raises
    Refusal where it could read nothing, or somebody may not load for one of them."""
    codes = sorted(set(council_codes))
    if not codes:
        raise Refusal("Say for which council this layout is.")
    mapping = checked(ColumnMapping(council_code="", columns=columns, words=words or {}), installation.book())
    return _kept(installation, by, codes, mapping)


def stop_mapping(installation: Installation, *, by: Actor, council_code: str) -> tuple[tuple[str, int], ...]:
    """A new version without columns: files are read by the template's columns alone. Raises Refusal."""
    return _kept(installation, by, [council_code], ColumnMapping(council_code=council_code))


def versions(installation: Installation, *, by: Actor, council_code: str) -> tuple[Kept, ...]:
    """Every version of a council, newest first, for those who may load its returns. Raises Refusal."""
    require(by, Act.LOAD_RETURN, [council_code])
    with reading(installation.engine) as connection:
        return tuple(
            Kept(from_document(row.council_code, row.version, row.document), row.recorded_at, row.by_role)
            for row in column_mappings.versions(connection, council_code)
        )


def _kept(
    installation: Installation, by: Actor, codes: list[str], mapping: ColumnMapping
) -> tuple[tuple[str, int], ...]:
    with writing(installation.engine) as connection:
        role, kept = require(by, Act.LOAD_RETURN, codes), []
        at, known = installation.moment(connection), council_store.load_all(connection)
        for code in codes:
            council = known.get(code)
            if council is None:
                raise Refusal(f"There is no council {code}.")
            installation.check_reality([council])
            version = column_mappings.add(
                connection,
                council_code=code,
                document=mapping.document,
                sha256=mapping.sha256,
                at=at,
                by_person=by.person_id,
                by_role=role,
            )
            record.append(
                connection,
                entries.KEEP_MAPPING.of(
                    what={"council_code": code, "version": version, "mapping_sha256": mapping.sha256}
                ),
                at=at,
                by_person=by.person_id,
                by_role=role,
                council=code,
            )
            kept.append((code, version))
        return tuple(kept)
