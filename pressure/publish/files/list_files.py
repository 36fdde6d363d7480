"""The shorter files: councils, how to reach them, releases, corrections, and the register of declarations."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from pressure.document.dictionary import columns_of
from pressure.document.lines import RegisterEntry, register_entry
from pressure.document.rows import ContactRow, CorrectionRow, CouncilRow, DeclarationRow, ReleaseRow, RobustnessRow
from pressure.domain.declaration_text import DeclarationText
from pressure.domain.moments import day_of
from pressure.publish import corrections
from pressure.publish.asked_for import Asked, asked
from pressure.publish.files.csv_text import cell, csv_bytes
from pressure.publish.release_inputs import ReleaseInputs
from pressure.release.draft import ReleaseDraft
from pressure.robustness.shipped import shipped_rows
from pressure.store.declarations import RAISED, Filed
from pressure.store.engine import Row
from pressure.words.officers.views import view_in_words


def add(draft: ReleaseDraft, inputs: ReleaseInputs) -> None:
    """councils.csv, contacts.csv, releases.csv, corrections.csv, robustness.csv and declarations.csv, the last also
    beside the register page."""
    every: tuple[tuple[str, type, Iterable[Mapping[str, object]]], ...] = (
        ("councils.csv", CouncilRow, _councils(inputs)),
        ("contacts.csv", ContactRow, _contacts(inputs)),
        ("releases.csv", ReleaseRow, _releases(inputs)),
        ("declarations.csv", DeclarationRow, declarations(inputs)),
        ("corrections.csv", CorrectionRow, corrections.rows(inputs)),
        ("robustness.csv", RobustnessRow, _robustness(inputs)),
    )
    for name, row, made in every:
        rows = list(made)
        draft.put(f"data/{inputs.csv_name(name)}", str(rows), csv_bytes, columns_of(row), rows)
    draft.carry(
        f"register/{inputs.csv_name('register.csv')}", draft.files[f"data/{inputs.csv_name('declarations.csv')}"]
    )


def declarations(inputs: ReleaseInputs) -> Iterator[DeclarationRow]:
    """One line a signed declaration, as it stands; never a person."""
    for filed in inputs.declarations:
        known = inputs.said_of_declarations
        if (signed_at := filed.declaration.signed_at) is not None:
            view = known.views.get(filed.declaration.declaration_id)
            due = asked(filed, known, inputs.book, inputs.nations[filed.declaration.council_code])
            yield _declaration(filed, signed_at, inputs.release.published_at, view, due)


def _declaration(filed: Filed, signed_at: datetime, at: datetime, view: Row[Any] | None, due: Asked) -> DeclarationRow:
    declaration, signed = filed.declaration, filed.text
    return {
        "declaration_id": declaration.declaration_id,
        "council_code": declaration.council_code,
        "measure_id": filed.measure_id,
        "stage": None if filed.measure_id == RAISED else declaration.stage,
        "level": signed.get("level"),
        "area": signed.get("area"),
        "people": signed.get("people"),
        "people_about": signed.get("people_about"),
        "reason": DeclarationText.cells(signed)["reason"] or None,
        "starts_at": declaration.starts_at,
        "published_at": signed_at,
        "declared_late_days": max(0, (day_of(signed_at) - day_of(declaration.starts_at)).days),
        "review_by": declaration.review_by,
        "ended_at": declaration.ended_at,
        "end_reason": filed.end_text.get("reason") if filed.end_text else None,
        "what_helped": filed.end_text.get("what_helped") if filed.end_text else None,
        "status": (declaration.public_state(at) or "").replace(" ", "_"),
        "renewed_from": filed.renewed_from,
        "proposed_by_role": filed.proposed_by_role,
        "signed_by_role": filed.signed_by_role,
        "signed_at": signed_at,
        "psw_view": view_in_words(view.view, view.words, view.by_role) if view else None,
        "no_view_reason": due.no_view,
        "late_view_by": due.view_by,
        "late_view_on": due.view_on,
        "outside_check_by": due.check_by,
        "outside_check_on": due.check_on,
        "outside_check": due.check,
        "text_sha256": filed.text_sha256,
    }


def register_rows(inputs: ReleaseInputs) -> list[RegisterEntry]:
    """declarations.csv with council names and the other signed words, as text."""
    places = {c.code: c for c in inputs.councils}
    texts = {f.declaration.declaration_id: f.text for f in inputs.declarations}
    return [
        register_entry(row, place.name, place.nation_code, texts[row["declaration_id"]], cell)
        for row in declarations(inputs)
        if (place := places[row["council_code"]])
    ]


def _councils(inputs: ReleaseInputs) -> Iterator[CouncilRow]:
    for council in inputs.councils:
        yield {
            "council_code": council.code,
            "council_name": council.name,
            "official_name": council.official_name,
            "kind": council.kind,
            "nation_code": council.nation_code,
            "nation": council.nation,
            "region_code": council.region_code,
            "region": council.region,
            "adults_18plus": council.adults_18plus,
            "adults_year": council.adults_year,
            "first_day": council.valid_from,
            "last_day": council.valid_to,
            "successors": ";".join(council.successors),
            "former_codes": ";".join(council.former_codes),
            "gov_uk_slug": council.gov_uk_slug,
        }


def _contacts(inputs: ReleaseInputs) -> Iterator[ContactRow]:
    """As given, so that the release can be made again without the operator's file."""
    for council in (c for c in inputs.councils if c.code in inputs.contacts):
        given = inputs.contacts[council.code]
        yield {
            "council_code": council.code,
            "council_name": council.name,
            "telephone": given.get("telephone"),
            "out_of_hours_telephone": given.get("out_of_hours_telephone"),
            "email": given.get("email"),
            "web_page": given.get("web_page"),
        }


def _releases(inputs: ReleaseInputs) -> Iterator[ReleaseRow]:
    for release in inputs.releases:
        yield {
            "release_id": release.id,
            "published_at": release.published_at,
            "facts_as_of": release.facts_as_of,
            "reason": release.reason,
            "note": release.note,
            "rules_digest": release.rules_digest,
        }


def _robustness(inputs: ReleaseInputs) -> Iterator[RobustnessRow]:
    for row in shipped_rows(inputs.book) or ():
        yield {
            "about": row.about,
            "scenario": row.scenario,
            "variant": row.case,
            "unit": row.unit,
            "figure": row.figure,
            "lowest": row.lowest,
            "highest": row.highest,
            "bar": row.bar or None,
            "met": row.met == "yes" if row.met else None,
        }
