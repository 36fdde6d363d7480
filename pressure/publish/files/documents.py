"""The JSON of a release: one document a council and an area, the register, and the method with its rule files."""

import json
from collections.abc import Iterator
from dataclasses import asdict, is_dataclass
from datetime import date
from fractions import Fraction
from typing import Any, cast

from pressure.content.method_words import ERRATUM
from pressure.document.shapes import (
    WAYS,
    AreaDocument,
    BeforePart,
    ContactPart,
    CouncilPart,
    DocumentStart,
    EndPart,
    FigureThen,
    LastLevelPart,
    RatingDocument,
    RatingPart,
    UnratedDocument,
)
from pressure.document.values import number, stamp
from pressure.domain.areas import Area, summarise
from pressure.domain.councils import Council
from pressure.domain.level_history import OUT_OF_DATE, in_force
from pressure.domain.moments import day_of
from pressure.domain.rulebook import Rulebook
from pressure.ingest.contacts import Contact
from pressure.publish.files import counting_answers, list_files
from pressure.publish.files.context import context
from pressure.publish.files.csv_text import cell
from pressure.publish.files.ratings_rows import shown_in
from pressure.publish.release_inputs import ReleaseInputs, source_part
from pressure.release.draft import ReleaseDraft
from pressure.release.site import WHOLE_REGISTER
from pressure.store.ratings import Published
from pressure.words.measures import found as said_of


def dump(document: Any) -> bytes:
    """Sorted keys, no spaces, one final newline: the same document gives the same bytes."""
    return (
        json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain) + "\n"
    ).encode()


def council_document(inputs: ReleaseInputs, council: Council) -> RatingDocument | UnratedDocument:
    """rating.json: the council, how to reach it, its rating as published, what is shown beside it, and the sources."""
    row = inputs.current.get(council.code)
    if row is None:
        start: DocumentStart = _start(inputs, council, None, None)
        return cast(UnratedDocument, {**start, "rating": None})
    rating = shown_in(row.id, row.shown)
    return {**_start(inputs, council, row, rating), "rating": rating}


def _start(inputs: ReleaseInputs, council: Council, row: Published | None, rating: RatingPart | None) -> DocumentStart:
    beside = context(inputs.context.get(council.code, ()), inputs.book, day_of(inputs.release.published_at))
    used = {m["source_id"] for m in (rating["measures"] if rating else ())} | {c["source_id"] for c in beside}
    document: DocumentStart = {
        "release_id": row.release_id if row else inputs.release.id,
        "published_at": stamp(row.rated_at if row else inputs.release.published_at),
        "demonstration": council.demonstration,
        "council": council_words(council),
        "context": beside,
        "sources": {s: source_part(inputs.sources[s]) for s in sorted(s for s in used if s)},
    }
    _add_neighbours(document, inputs, council)
    if statement := inputs.statements.get(council.code):
        document["statement"] = statement
    if inputs.book.counting_questions:
        document["counting"] = counting_answers.lines(inputs, council)
    if contact := inputs.contacts.get(council.code):
        document["contact"] = _contact(contact)
    return document


def _add_neighbours(document: DocumentStart, inputs: ReleaseInputs, council: Council) -> None:
    """Who comes after a council that ends, and who was before one that follows."""
    if council.valid_to and council.successors:
        document["ends"] = end_words(inputs, council, council.valid_to)
    if before := before_words(inputs, council):
        document["follows"] = before


def before_words(inputs: ReleaseInputs, council: Council) -> list[BeforePart]:
    """The councils that this one follows, each with its last day; once that is over, with what was published then."""
    found = []
    for before in inputs.predecessors(council.code):
        if before.valid_to:
            part: BeforePart = {"code": before.code, "name": before.name, "last_day": before.valid_to.isoformat()}
            if before in inputs.ended and (last := last_of(inputs, before)):
                part["last"] = last
                part["figures"] = _figures(inputs, before)
            found.append(part)
    return found


def last_of(inputs: ReleaseInputs, council: Council) -> LastLevelPart | None:
    """What was in force when it ended; none where nothing was ever published."""
    at = council.ended_at
    row = inputs.rating_before(council.code, at) if at else None
    if row is None or at is None:
        return None
    held = in_force(row.valid_until, at)
    return {
        "level_published": row.level_published if held else None,
        "level_name": inputs.book.level(row.level_published if held else None).name,
        "status": row.status if held else OUT_OF_DATE,
        "since": stamp(row.since),
        "release_id": inputs.last_release_before(at).id,
    }


def _figures(inputs: ReleaseInputs, council: Council) -> list[FigureThen]:
    row = inputs.rating_before(council.code, council.ended_at) if council.ended_at else None
    return [
        {
            "measure_id": m["measure_id"],
            "title": m["title"],
            "unit": m["unit"],
            "said": said_of(m, inputs.book),
            "period_end": m["period_end"],
        }
        for m in (shown_in(row.id, row.shown)["measures"] if row else ())
        if m["value"] is not None and m["period_end"]
    ]


def end_words(inputs: ReleaseInputs, council: Council, last_day: date) -> EndPart:
    """When it ends and who follows, as known at the release."""
    heirs = [inputs.by_code[code] for code in council.successors if code in inputs.by_code]
    return {
        "last_day": last_day.isoformat(),
        "over": council in inputs.ended,
        "successors": [
            {"code": c.code, "name": c.name, "first_day": c.valid_from.isoformat() if c.valid_from else None}
            for c in heirs
        ],
    }


def _contact(given: Contact) -> ContactPart:
    known: ContactPart = {}
    for way in WAYS:
        if way in given:
            known[way] = given[way]
    return known


def council_words(council: Council) -> CouncilPart:
    """What rating.json says of the council."""
    return {
        "code": council.code,
        "name": council.name,
        "official_name": council.official_name,
        "kind": council.kind,
        "region_code": council.region_code,
        "region": council.region,
        "nation_code": council.nation_code,
        "nation": council.nation,
        "adults_18plus": council.adults_18plus,
        "adults_year": council.adults_year,
        "gov_uk_slug": council.gov_uk_slug,
        "demonstration": council.demonstration,
        "aliases": list(council.aliases),
    }


def areas(inputs: ReleaseInputs) -> Iterator[Area]:
    """Every region and nation of the track."""
    found: dict[str, tuple[str, list[Council]]] = {}
    for council in _present(inputs):
        for code, name in {council.region_code: council.region, council.nation_code: council.nation}.items():
            if code in inputs.area_names:
                found.setdefault(code, (name, []))[1].append(council)
    for code, (name, members) in sorted(found.items()):
        entries = [
            e for c in members if (row := inputs.current.get(c.code)) for e in shown_in(row.id, row.shown)["register"]
        ]
        rated = [(c, inputs.level_of(c.code), _by_figures(inputs, c.code)) for c in members]
        yield summarise(
            code=code,
            name=name,
            members=rated,
            register=entries,
            level_numbers=[lv.number for lv in inputs.book.levels],
        )


def _by_figures(inputs: ReleaseInputs, code: str) -> int | None:
    """The level of a council by figures alone, while its rating is in force."""
    row = inputs.current.get(code)
    return shown_in(row.id, row.shown)["level_figures"] if row and code not in inputs.ran_out else None


def area_document(area: Area) -> AreaDocument:
    """An area has counts and shares, never a level or a rank."""
    return {
        "area_code": area.code,
        "area_name": area.name,
        "councils": area.councils,
        "councils_with_level": area.councils_with_level,
        "adults": area.adults,
        "adults_with_level": area.adults_with_level,
        "coverage_percent": _percent(area.coverage),
        "levels": [
            {
                "level": r.level,
                "councils": r.councils,
                "councils_by_figures": r.by_figures,
                "adults": r.adults,
                "adult_share_percent": _percent(r.adult_share),
            }
            for r in area.levels
        ],
        "register": list(area.register),
    }


def add_method(draft: ReleaseDraft, inputs: ReleaseInputs) -> None:
    """The rules as data and the rule files as they are, so that a level can be worked out from the release alone."""
    books = {inputs.book.method_version: inputs.book}
    draft.put(
        "method/method.json",
        inputs.rules.digest,
        lambda: dump(
            {
                "erratum": ERRATUM,
                "rules_digest": inputs.rules.digest,
                "versions": {v: _plain_book(b) for v, b in books.items()},
            }
        ),
    )
    for name, content in sorted(inputs.rules.files.items()):
        draft.put(f"method/rules/{name}", content.decode(), bytes, content)


def add_register(draft: ReleaseDraft, inputs: ReleaseInputs) -> None:
    """The register as its file has it, and with every word that was signed: what its pages are drawn from."""
    rows = [{k: cell(v) if v is not None else None for k, v in row.items()} for row in list_files.declarations(inputs)]
    draft.put("register/register.json", rows, lambda: dump({"declarations": rows}))
    whole = list_files.register_rows(inputs)
    draft.put(WHOLE_REGISTER, whole, lambda: dump({"declarations": whole}))


def _present(inputs: ReleaseInputs) -> list[Council]:
    day = day_of(inputs.release.published_at)
    return [c for c in inputs.councils if c.existed_on(day)]


def _percent(share: Fraction | None) -> int | float | None:
    return None if share is None else number(share * 100)


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if hasattr(value, "numerator") and not isinstance(value, int | float):
        return str(value)
    if hasattr(value, "isoformat"):
        return value.isoformat()
    raise TypeError(f"{value!r} is not JSON")


def _plain_book(book: Rulebook) -> Any:
    """The rules of a version as JSON; a measure with its figures as lines of text, and with its own version."""
    document = asdict(book)
    for measure, said in zip(book.measures, document["measures"], strict=True):
        del said["set_from"]
        said |= {"anchors": measure.anchors, "version": asdict(book.version_of(measure.id))}
    return json.loads(json.dumps(document, default=_plain, sort_keys=True))
