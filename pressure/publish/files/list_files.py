"""The shorter files: councils, how to reach them, releases, corrections, and the register of declarations."""

from collections.abc import Iterator
from typing import Any

from pressure.domain.moments import day_of
from pressure.ingest.contacts import WAYS
from pressure.publish import corrections
from pressure.publish.facts import Facts
from pressure.publish.files.csv_text import csv_bytes
from pressure.release.draft import Draft
from pressure.store.declarations import RAISED, Filed
from pressure.words.officers.pages import VIEWS

COUNCILS = (
    "council_code",
    "council_name",
    "official_name",
    "kind",
    "nation_code",
    "nation",
    "region_code",
    "region",
    "adults_18plus",
    "adults_year",
    "first_day",
    "last_day",
    "successors",
    "former_codes",
    "gov_uk_slug",
)
CONTACTS = ("council_code", "council_name", *WAYS)
RELEASES = ("release_id", "published_at", "facts_as_of", "reason", "note", "rules_digest")
DECLARATIONS = (
    "declaration_id",
    "council_code",
    "measure_id",
    "stage",
    "area",
    "people",
    "reason",
    "starts_at",
    "published_at",
    "declared_late_days",
    "review_by",
    "ended_at",
    "end_reason",
    "status",
    "renewed_from",
    "proposed_by_role",
    "signed_by_role",
    "signed_at",
    "psw_view",
    "text_sha256",
)
PUBLIC_TEXTS = (
    "public_words",
    "doing_differently",
    "could_happen",
    "checks",
    "urgent_review",
    "legal_check_on",
    "equality_check",
    "decision_record",
    "easy_read",
)
"""Parts of a signed text that its page shows besides the columns of the file."""


def add(draft: Draft, facts: Facts) -> None:
    """councils.csv, contacts.csv, releases.csv, corrections.csv and declarations.csv, the last also beside the register
    page."""
    for name, columns, made in (
        ("councils.csv", COUNCILS, _councils),
        ("contacts.csv", CONTACTS, _contacts),
        ("releases.csv", RELEASES, _releases),
        ("declarations.csv", DECLARATIONS, declarations),
        ("corrections.csv", corrections.COLUMNS, corrections.rows),
    ):
        rows = list(made(facts))
        draft.put(
            f"data/{facts.csv_name(name)}",
            str(rows),
            lambda columns=columns, rows=rows: csv_bytes(columns, rows),  # type: ignore[misc]
        )
    draft.carry(f"register/{facts.csv_name('register.csv')}", draft.files[f"data/{facts.csv_name('declarations.csv')}"])


def declarations(facts: Facts) -> Iterator[dict[str, Any]]:
    """One line a signed declaration, as it stands; never a person."""
    for filed in facts.declarations:
        state = filed.declaration.public_state(facts.release.published_at) or ""
        view = facts.social_worker_views.get(filed.declaration.declaration_id)
        said = f"{VIEWS[view.view]}: {view.words}" if view else None
        yield {**_declaration(filed), "status": state.replace(" ", "_"), "psw_view": said}


def _declaration(filed: Filed) -> dict[str, Any]:
    declaration, text = filed.declaration, filed.text
    signed_at = declaration.signed_at
    late = max(0, (day_of(signed_at) - day_of(declaration.starts_at)).days) if signed_at else None
    return {
        "declaration_id": declaration.declaration_id,
        "council_code": declaration.council_code,
        "measure_id": filed.measure_id,
        "stage": None if filed.measure_id == RAISED else declaration.stage,
        "area": text.get("area"),
        "people": text.get("people"),
        "reason": text.get("reason") or text.get("what_changed"),
        "starts_at": declaration.starts_at,
        "published_at": signed_at,
        "declared_late_days": late,
        "review_by": declaration.review_by,
        "ended_at": declaration.ended_at,
        "end_reason": (filed.end_text or {}).get("reason"),
        "renewed_from": filed.renewed_from,
        "proposed_by_role": filed.proposed_by_role,
        "signed_by_role": filed.signed_by_role,
        "signed_at": signed_at,
        "psw_view": None,
        "text_sha256": filed.text_sha256,
    }


def _councils(facts: Facts) -> Iterator[dict[str, Any]]:
    for council in facts.councils:
        yield {
            **{name: getattr(council, name, None) for name in COUNCILS},
            "council_code": council.code,
            "council_name": council.name,
            "first_day": council.valid_from,
            "last_day": council.valid_to,
            "successors": ";".join(council.successors),
            "former_codes": ";".join(council.former_codes),
        }


def _contacts(facts: Facts) -> Iterator[dict[str, Any]]:
    """As given, so that the release can be made again without the operator's file."""
    for council in (c for c in facts.councils if c.code in facts.contacts):
        yield {
            **dict.fromkeys(CONTACTS),
            "council_code": council.code,
            "council_name": council.name,
            **facts.contacts[council.code],
        }


def _releases(facts: Facts) -> Iterator[dict[str, Any]]:
    for release in facts.releases:
        yield {**{name: getattr(release, name, None) for name in RELEASES}, "release_id": release.id}
