"""The JSON of a release: one document a council and an area, the register, and the method with its rule files."""

import json
from collections.abc import Iterator
from dataclasses import asdict, is_dataclass
from typing import Any

from pressure.domain.areas import Area, summarise
from pressure.domain.councils import Council
from pressure.domain.moments import day_of
from pressure.domain.rulebook import Rulebook
from pressure.publish.facts import Facts
from pressure.publish.files import list_files
from pressure.publish.files.context import context
from pressure.publish.files.csv_text import cell
from pressure.publish.files.ratings_rows import shown_in
from pressure.release.draft import Draft
from pressure.view.explained import moment, number


def dump(document: Any) -> bytes:
    """Sorted keys, no spaces, one final newline: the same document gives the same bytes."""
    return (
        json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain) + "\n"
    ).encode()


def council_document(facts: Facts, council: Council) -> dict[str, Any]:
    """rating.json: the council, how to reach it, its rating as published, what is shown beside it, and the sources."""
    row = facts.current.get(council.code)
    rating = shown_in(row.id, row.shown) if row else None
    beside = context(facts.context.get(council.code, ()), facts.book, day_of(facts.release.published_at))
    named = [*(rating["measures"] if rating else ()), *beside]
    used = {m["source_id"] for m in named if m["source_id"]}
    statement = facts.statements.get(council.code)
    contact = facts.contacts.get(council.code)
    said = {**({"statement": statement} if statement else {}), **({"contact": dict(contact)} if contact else {})}
    return {
        **said,
        "release_id": row.release_id if row else facts.release.id,
        "published_at": moment(row.rated_at if row else facts.release.published_at),
        "demonstration": council.demonstration,
        "council": council_words(council),
        "rating": rating,
        "context": beside,
        "sources": {
            s: {
                "title": facts.sources[s].title,
                "publisher": facts.sources[s].publisher,
                "licence": facts.sources[s].licence,
                "url": facts.sources[s].url,
            }
            for s in sorted(used)
        },
    }


def council_words(council: Council) -> dict[str, Any]:
    names = (
        "code",
        "name",
        "official_name",
        "kind",
        "region_code",
        "region",
        "nation_code",
        "nation",
        "adults_18plus",
        "adults_year",
        "gov_uk_slug",
        "demonstration",
    )
    return {n: getattr(council, n) for n in names} | {"aliases": list(council.aliases)}


def areas(facts: Facts) -> Iterator[Area]:
    """Every region and nation of the track."""
    found: dict[str, tuple[str, list[Council]]] = {}
    for council in _present(facts):
        for code, name in {council.region_code: council.region, council.nation_code: council.nation}.items():
            if code:
                found.setdefault(code, (name, []))[1].append(council)
    for code, (name, members) in sorted(found.items()):
        entries = [
            e for c in members if (row := facts.current.get(c.code)) for e in shown_in(row.id, row.shown)["register"]
        ]
        rated = [(c, facts.level_of(c.code)) for c in members]
        yield summarise(
            code=code, name=name, members=rated, register=entries, level_numbers=[lv.number for lv in facts.book.levels]
        )


def area_document(area: Area) -> dict[str, Any]:
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
                "adults": r.adults,
                "adult_share_percent": _percent(r.adult_share),
            }
            for r in area.levels
        ],
        "register": list(area.register),
    }


def add_method(draft: Draft, facts: Facts) -> None:
    """The rules as data and the rule files as they are, so that a level can be worked out from the release alone."""
    books = {facts.book.method_version: facts.book}
    draft.put(
        "method/method.json",
        facts.rules.digest,
        lambda: dump({"rules_digest": facts.rules.digest, "versions": {v: _plain_book(b) for v, b in books.items()}}),
    )
    for name, content in sorted(facts.rules.files.items()):
        draft.put(f"method/rules/{name}", content.decode(), lambda content=content: content)  # type: ignore[misc]


def add_register(draft: Draft, facts: Facts) -> None:
    rows = [{k: cell(v) if v is not None else None for k, v in row.items()} for row in list_files.declarations(facts)]
    draft.put("register/register.json", rows, lambda: dump({"declarations": rows}))


def _present(facts: Facts) -> list[Council]:
    day = day_of(facts.release.published_at)
    return [c for c in facts.councils if c.existed_on(day)]


def _percent(share: Any) -> Any:
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
