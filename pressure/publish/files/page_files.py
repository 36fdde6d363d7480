"""Every plain page of a release, from the same facts as its files."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from pressure.content import data_page, lists, method
from pressure.content import register as register_pages
from pressure.content.plain import (
    accessibility,
    councils,
    days,
    records,
    words,
)
from pressure.content.plain import (
    areas as plain_areas,
)
from pressure.document.lines import AreaLine, CurrentCouncil, HistoryLine, RegisterEntry
from pressure.document.shapes import is_rated
from pressure.document.values import moment
from pressure.domain.areas import Area
from pressure.domain.calendar import next_release
from pressure.domain.councils import Council
from pressure.domain.moments import day_of
from pressure.drawing.badge import badge
from pressure.drawing.templating import Frame
from pressure.publish import corrections
from pressure.publish.facts import Facts
from pressure.publish.files import datapackage, day_documents, due, proposed_files, robustness_files, source_files
from pressure.publish.files.csv_text import text
from pressure.publish.files.documents import areas, council_document, dump, source_words
from pressure.publish.files.list_files import register_rows
from pressure.publish.files.ratings_rows import rating_row, shown_in
from pressure.release.beside import Drawn
from pressure.release.blobs import digest_of
from pressure.release.draft import ReleaseDraft
from pressure.rules import deciding_rules
from pressure.store.declarations import RAISED
from pressure.words.nations import nation_of


def add(draft: ReleaseDraft, facts: Facts) -> None:
    """Notices, lists, register, method, corrections, due board and the pages about the site."""
    rows, register = current_rows(facts), register_rows(facts)
    present = {c.code: c for c in facts.councils if c.code in {r["council_code"] for r in rows}}
    for code, council in present.items():
        _add_council(draft, facts, council, [r for r in register if r["council_code"] == code])
    frame, book = frame_of(facts), facts.book
    now = [d for d in register if not d["ended_at"] and d["measure_id"] != RAISED]
    sources = list(due.sources(facts))
    every: dict[str, tuple[Any, Any]] = {
        "index.html": ([rows, now, sources], lambda: partial(lists.front_page, rows, now, book, frame, sources)),
        "councils/index.html": (rows, lambda: partial(lists.councils_page, rows, book, frame)),
        "register/index.html": (
            [register, rows],
            lambda: partial(
                register_pages.register_page,
                [d for d in register if d["measure_id"] != RAISED],
                _not_confirmed(rows),
                book,
                frame,
                councils=rows,
            ),
        ),
        "method/index.html": (
            "",
            lambda: partial(
                method.method_page,
                [book],
                frame,
                deciding_rules(facts.rules, day_of(facts.release.published_at)),
                feedback=facts.settings.feedback_address,
            ),
        ),
        "corrections/index.html": (
            "",
            lambda: partial(records.corrections_page, list(corrections.rows(facts)), book, frame),
        ),
        "due/index.html": (
            "",
            lambda: partial(records.due_page, list(due.councils(facts)), sources, book, frame),
        ),
        "take-part/index.html": ("", lambda: partial(words.take_part_page, book, frame)),
        "accessibility/index.html": ("", lambda: _accessibility(facts, frame)),
        "data/dictionary/index.html": ("", lambda: partial(datapackage.dictionary_page, book, frame)),
        "404.html": ("", lambda: partial(words.not_found_page, book, frame)),
    }
    for path, (inputs, make) in every.items():
        draft.put_page(path, [facts.release.id, inputs], make)
    robustness_files.add(draft, facts, frame)
    proposed_files.add_page(draft, facts, frame)
    _add_areas(draft, facts, rows, now)


def _accessibility(facts: Facts, frame: Frame) -> Drawn:
    operator = facts.settings
    return partial(
        accessibility.accessibility_statement,
        facts.book,
        frame,
        operator.data_dir,
        operator.operated_by,
        operator.feedback_address,
    )


def add_data_page(draft: ReleaseDraft, facts: Facts) -> None:
    """The list of every data file, made last because it names the others' hashes."""
    files = data_page.listed(draft.files)
    sources = [source_words(s) for s in source_files.speaking(facts)]
    draft.put_page(
        "data/index.html",
        [facts.release.id, files],
        lambda: partial(data_page.data_page, files, facts.book, frame_of(facts), sources),
    )


def frame_of(facts: Facts) -> Frame:
    following = next_release(facts.book.calendar, facts.release.published_at)
    return Frame(
        release_id=facts.release.id,
        published_at=moment(facts.release.published_at) or "",
        next_release=moment(following) or "",
        base=facts.base,
        method_version=facts.book.method_version,
        demonstration=facts.demonstration,
    )


def current_rows(facts: Facts) -> list[CurrentCouncil]:
    """One line a present council, as text, with its other names."""
    day, found = day_of(facts.release.published_at), list[CurrentCouncil]()
    for council in facts.councils:
        row = facts.current.get(council.code)
        if row is not None and council.existed_on(day):
            line = rating_row(row, council, None, facts.release.published_at)
            shown = shown_in(row.id, row.shown)
            found.append(
                {
                    "council_code": council.code,
                    "council_name": text(council.name),
                    "official_name": council.official_name,
                    "aliases": council.aliases,
                    "nation": text(council.nation),
                    "region_code": council.region_code,
                    "level_published": line["level_published"],
                    "level_figures": line["level_figures"],
                    "status": line["status"],
                    "valid_until": text(line["valid_until"]),
                    "measures_missing": text(line["measures_missing"]),
                    "register_confirmed": shown["register_confirmed"] or bool(shown["register"]),
                }
            )
    return found


def _add_council(draft: ReleaseDraft, facts: Facts, council: Council, register: Sequence[RegisterEntry]) -> None:
    document = council_document(facts, council)
    if not is_rated(document):
        return
    folder = f"councils/{council.code}"
    signed = [d for d in register if d["measure_id"] != RAISED]
    rating_id = facts.current[council.code].id
    inputs = digest_of(dump([document, signed, rating_id, facts.address, facts.rules.digest]))
    draft.put_page(
        f"{folder}/index.html",
        inputs,
        lambda: partial(
            councils.council_page,
            document,
            list(_history(facts, council.code)),
            facts.book,
            signed,
            base=facts.base,
            address=facts.address,
        ),
    )
    draft.put_page(
        f"{folder}/easy-read/index.html",
        inputs,
        lambda: partial(councils.easy_read_page, document, facts.book, signed, base=facts.base),
    )
    if nation_of(document["council"]).welsh:
        draft.put_page(
            f"cy/{folder}/index.html",
            inputs,
            lambda: partial(
                councils.welsh_page,
                document,
                list(_history(facts, council.code)),
                facts.book,
                base=facts.base,
                address=facts.address,
            ),
        )
    draft.put_page(f"{folder}/badge.svg", inputs, lambda: partial(badge, document, facts.book))
    if ends := document["rating"]["valid_until"]:
        draft.put_page(
            f"{folder}/badge-out-of-date.svg",
            inputs,
            lambda: partial(badge, document, facts.book, out_of_date_since=ends),
        )
    draft.put_page(
        f"{folder}/days/index.html",
        [day_documents.inputs(facts, council), facts.base],
        lambda: _days_page(facts, council),
    )


def _days_page(facts: Facts, council: Council) -> Drawn:
    document = day_documents.document(facts, council)
    frame = replace(
        frame_of(facts), release_id=document["release_id"], published_at=document["published_at"], next_release=""
    )  # carried over to later releases
    return partial(days.days_page, document, facts.book, frame)


def _history(facts: Facts, code: str) -> Iterator[HistoryLine]:
    """A council's levels in the names of its file, as far as a notice reads them."""
    for step in facts.steps_of(code):
        yield {
            "published_at": moment(step.rated_at),
            "valid_until": moment(step.valid_until),
            "level_published": step.level_published,
            "status": step.status,
        }


def _not_confirmed(rows: Sequence[CurrentCouncil]) -> list[CurrentCouncil]:
    """Councils that send returns and have neither confirmed their register nor declared anything."""
    return [r for r in rows if not r["register_confirmed"]]


def _area_line(area: Area) -> AreaLine:
    return {
        "code": area.code,
        "name": area.name,
        "councils": area.councils,
        "councils_with_level": area.councils_with_level,
        "adults": area.adults,
        "adults_with_level": area.adults_with_level,
        "levels": [
            {
                "level": lv.level,
                "councils": lv.councils,
                "councils_by_figures": lv.by_figures,
                "adults": lv.adults,
                "adult_share": None if lv.adult_share is None else float(lv.adult_share),
            }
            for lv in area.levels
        ],
    }


def _add_areas(
    draft: ReleaseDraft, facts: Facts, rows: Sequence[CurrentCouncil], register: Sequence[RegisterEntry]
) -> None:
    plain = [_area_line(area) for area in areas(facts)]
    frame, book = frame_of(facts), facts.book
    draft.put_page("areas/index.html", [facts.release.id, plain], partial, plain_areas.areas_page, plain, book, frame)
    for area in plain:
        members = [r for r in rows if area["code"] in (r["region_code"], _nation(facts, r["council_code"]))]
        codes = {m["council_code"] for m in members}
        own = [d for d in register if d["council_code"] in codes]
        draft.put_page(
            f"areas/{area['code']}/index.html",
            [facts.release.id, area, members, own],
            partial,
            plain_areas.area_page,
            area,
            members,
            own,
            book,
            frame,
        )


def _nation(facts: Facts, code: str) -> str:
    return next(c.nation_code for c in facts.councils if c.code == code)
