"""Every plain page of a release, from the same facts as its files."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from pressure.content import data_page, front, lists, method
from pressure.content import register as register_pages
from pressure.content.notice.past import KEPT, NOTHING, Past, past
from pressure.content.plain import (
    accessibility,
    councils,
    days,
    privacy,
    records,
    words,
)
from pressure.content.plain import (
    areas as plain_areas,
)
from pressure.content.standing import Lived
from pressure.content.steps import steps
from pressure.document.lines import AreaLine, CurrentCouncil, HistoryLine, RegisterEntry
from pressure.document.shapes import is_rated
from pressure.document.values import moment
from pressure.domain.areas import Area
from pressure.domain.calendar import next_release
from pressure.domain.councils import Council
from pressure.domain.moments import day_of
from pressure.drawing.badge import badge
from pressure.drawing.templating import Frame
from pressure.publish import corrections, maps, official
from pressure.publish.files import (
    datapackage,
    day_documents,
    due,
    proposed_files,
    robustness_files,
    source_files,
    take_part_files,
)
from pressure.publish.files.csv_text import text
from pressure.publish.files.documents import areas, council_document, dump
from pressure.publish.files.list_files import register_rows
from pressure.publish.files.ratings_rows import rating_row, shown_in
from pressure.publish.release_inputs import ReleaseInputs, source_part
from pressure.release.beside import Drawn
from pressure.release.blobs import digest_of
from pressure.release.draft import ReleaseDraft
from pressure.rules import deciding_rules
from pressure.store import ratings
from pressure.store.declarations import RAISED
from pressure.words.nations import nation_of

NOT_FOUND = "404.html"


def add(draft: ReleaseDraft, inputs: ReleaseInputs) -> None:
    """Notices, lists, register, method, corrections, due board and the pages about the site."""
    rows, register = current_rows(inputs), register_rows(inputs)
    present = {c.code: c for c in inputs.councils if c.code in {r["council_code"] for r in rows}}
    for code, council in present.items():
        _add_council(draft, inputs, council, [r for r in register if r["council_code"] == code])
    for council in (c for c in inputs.ended if c.code in inputs.current):
        _add_days(draft, inputs, council)
    frame, book = frame_of(inputs), inputs.book
    now = [d for d in register if not d["ended_at"] and d["measure_id"] != RAISED]
    sources, nations = list(due.sources(inputs)), official.nation_documents(inputs)
    drawn = maps.maps_of(inputs, rows)
    every: dict[str, tuple[Any, Callable[[Frame], Drawn]]] = {
        "index.html": (
            [rows, now, sources, nations, repr(drawn)],
            lambda frame: partial(front.front_page, rows, now, book, frame, sources, nations, drawn, _lived(inputs)),
        ),
        "councils/index.html": (rows, lambda frame: partial(lists.councils_page, rows, book, frame)),
        "register/index.html": (
            [register, rows],
            lambda frame: partial(
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
            lambda frame: partial(
                method.method_page,
                [book],
                frame,
                deciding_rules(inputs.rules, day_of(inputs.release.published_at)),
                feedback=inputs.settings.feedback_address,
                real=official.spreads(inputs),
            ),
        ),
        "corrections/index.html": (
            "",
            lambda frame: partial(records.corrections_page, list(corrections.rows(inputs)), book, frame),
        ),
        "due/index.html": (
            "",
            lambda frame: partial(records.due_page, list(due.councils(inputs)), sources, book, frame),
        ),
        "accessibility/index.html": ("", lambda frame: _accessibility(inputs, frame)),
        "privacy/index.html": ("", lambda frame: _privacy(inputs, frame)),
        "data/dictionary/index.html": ("", lambda frame: partial(datapackage.dictionary_page, book, frame)),
        NOT_FOUND: ("", lambda frame: partial(words.not_found_page, book, frame)),
    }
    for path, (made_from, make) in every.items():
        own = frame if path == NOT_FOUND else frame.at(path)  # that one answers at any address
        draft.put_page(path, [inputs.release.id, made_from], make, own)
    assessment = privacy.template(inputs.settings.data_dir)
    draft.put(f"privacy/{privacy.TEMPLATE}", digest_of(assessment), lambda: assessment)
    robustness_files.add(draft, inputs, frame)
    proposed_files.add_page(draft, inputs, frame)
    take_part_files.add(draft, inputs, frame)
    maps.add(draft, inputs, drawn, frame)
    _add_areas(draft, inputs, rows, now)


def _accessibility(inputs: ReleaseInputs, frame: Frame) -> Drawn:
    operator = inputs.settings
    return partial(
        accessibility.accessibility_statement,
        inputs.book,
        frame,
        operator.data_dir,
        operator.operated_by,
        operator.feedback_address,
    )


def _privacy(inputs: ReleaseInputs, frame: Frame) -> Drawn:
    operator = inputs.settings
    return partial(privacy.privacy_page, inputs.book, frame, operator.operated_by, operator.feedback_address)


def add_data_page(draft: ReleaseDraft, inputs: ReleaseInputs) -> None:
    """The list of every data file, made last because it names the others' hashes."""
    files = data_page.listed(draft.files)
    data = data_page.DataFiles(
        files=files,
        sources=[source_part(s) for s in source_files.speaking(inputs)],
        areas=[(area.name, area.code) for area in areas(inputs)],
        previews=data_page.previews(files, partial(_beginning, draft)),
        release_id=inputs.release.id,
        published_at=moment(inputs.release.published_at) or "",
        here=f"{(inputs.address or inputs.served_at).rstrip('/')}{inputs.base}",
        base=inputs.base,
        demonstration=inputs.demonstration,
    )
    frame = frame_of(inputs).at("data/")
    draft.put_page(
        "data/index.html", [inputs.release.id, repr(data)], partial, data_page.data_page, data, inputs.book, frame
    )


def _beginning(draft: ReleaseDraft, digest: str) -> str:
    return draft.read(digest)[: data_page.PREVIEW_BYTES].decode(errors="ignore")


def frame_of(inputs: ReleaseInputs) -> Frame:
    following = next_release(inputs.book.calendar, inputs.release.published_at)
    return Frame(
        release_id=inputs.release.id,
        published_at=moment(inputs.release.published_at) or "",
        next_release=moment(following) or "",
        base=inputs.base,
        method_version=inputs.book.method_version,
        demonstration=inputs.demonstration,
        address=inputs.address,
    )


def current_rows(inputs: ReleaseInputs) -> list[CurrentCouncil]:
    """One line a present council, as text, with its other names."""
    day, found = day_of(inputs.release.published_at), list[CurrentCouncil]()
    for council in inputs.councils:
        row = inputs.current.get(council.code)
        if row is not None and council.existed_on(day):
            line = rating_row(row, council, None, inputs.release.published_at)
            figures = official.documents(inputs).get(council.code)
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
                    "in_two_highest": figures["in_two_highest"] if figures else 0,
                    "with_band": figures["with_band"] if figures else 0,
                    "measures_missing": text(line["measures_missing"]),
                    "register_confirmed": shown["register_confirmed"] or bool(shown["register"]),
                }
            )
    return found


def _add_council(
    draft: ReleaseDraft, inputs: ReleaseInputs, council: Council, register: Sequence[RegisterEntry]
) -> None:
    document = council_document(inputs, council)
    if not is_rated(document):
        return
    folder = f"councils/{council.code}"
    signed = [d for d in register if d["measure_id"] != RAISED]
    rating_id = inputs.current[council.code].id
    figures = official.documents(inputs).get(council.code)
    rated = document["rating"]["level_published"]
    among, told = ({}, "") if rated else official.among(inputs, council.nation_code)
    made_from = digest_of(dump([document, signed, rating_id, inputs.address, inputs.rules.digest, figures, told]))
    draft.put_page(
        f"{folder}/index.html",
        made_from,
        lambda: partial(
            councils.council_page,
            document,
            list(_history(inputs, council.code)),
            inputs.book,
            signed,
            base=inputs.base,
            address=inputs.address,
            figures=figures,
            past=_past(inputs, council.code),
            spreads=among,
        ),
    )
    draft.put_page(
        f"{folder}/easy-read/index.html",
        made_from,
        lambda: partial(
            councils.easy_read_page, document, inputs.book, signed, base=inputs.base, address=inputs.address
        ),
    )
    if nation_of(document["council"], inputs.book).welsh:
        draft.put_page(
            f"cy/{folder}/index.html",
            made_from,
            lambda: partial(
                councils.welsh_page,
                document,
                list(_history(inputs, council.code)),
                inputs.book,
                base=inputs.base,
                address=inputs.address,
            ),
        )
    draft.put_page(f"{folder}/badge.svg", made_from, lambda: partial(badge, document, inputs.book))
    if ends := document["rating"]["valid_until"]:
        draft.put_page(
            f"{folder}/badge-out-of-date.svg",
            made_from,
            lambda: partial(badge, document, inputs.book, out_of_date_since=ends),
        )
    _add_days(draft, inputs, council)


def _add_days(draft: ReleaseDraft, inputs: ReleaseInputs, council: Council) -> None:
    draft.put_page(
        f"councils/{council.code}/days/index.html",
        [day_documents.made_from(inputs, council), inputs.base, inputs.address],
        lambda: _days_page(inputs, council),
    )


def _days_page(inputs: ReleaseInputs, council: Council) -> Drawn:
    document = day_documents.document(inputs, council)
    frame = replace(
        frame_of(inputs).at(f"councils/{council.code}/days/"),
        release_id=document["release_id"],
        published_at=document["published_at"],
        next_release="",
    )  # carried over to later releases
    return partial(days.days_page, document, inputs.book, frame)


def _past(inputs: ReleaseInputs, code: str) -> Past:
    """What the ratings of the last half year said, where there is a level to stand beside; that of this release may
    not be in the database yet."""
    row = inputs.current[code]
    if row.level_published is None:
        return NOTHING
    before = ratings.between(inputs.connection, code, row.rated_at - KEPT, row.rated_at)
    return past([shown_in(one.id, one.shown) for one in before if one.id != row.id] + [shown_in(row.id, row.shown)])


def _history(inputs: ReleaseInputs, code: str) -> Iterator[HistoryLine]:
    """A council's levels in the names of its file, as far as a notice reads them."""
    for step in inputs.steps_of(code):
        yield {
            "published_at": moment(step.rated_at),
            "valid_until": moment(step.valid_until),
            "level_published": step.level_published,
            "status": step.status,
        }


def _lived(inputs: ReleaseInputs) -> Lived:
    """The levels of each council of the Demonstration Region, whose front page draws them; of the real ones none."""
    at = moment(inputs.release.published_at) or ""
    return {code: steps(_history(inputs, code), at) for code in sorted(inputs.current)} if inputs.demonstration else {}


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
    draft: ReleaseDraft, inputs: ReleaseInputs, rows: Sequence[CurrentCouncil], register: Sequence[RegisterEntry]
) -> None:
    plain = [_area_line(area) for area in areas(inputs)]
    frame, book = frame_of(inputs), inputs.book
    draft.put_page(
        "areas/index.html", [inputs.release.id, plain], partial, plain_areas.areas_page, plain, book, frame.at("areas/")
    )
    nations = {document["nation_code"]: document for document in official.nation_documents(inputs)}
    for area in plain:
        members = [r for r in rows if area["code"] in (r["region_code"], _nation(inputs, r["council_code"]))]
        codes = {m["council_code"] for m in members}
        own = [d for d in register if d["council_code"] in codes]
        draft.put_page(
            f"areas/{area['code']}/index.html",
            [inputs.release.id, area, members, own, nations.get(area["code"])],
            partial,
            plain_areas.area_page,
            area,
            members,
            own,
            book,
            frame.at(f"areas/{area['code']}/"),
            nations.get(area["code"]),
        )


def _nation(inputs: ReleaseInputs, code: str) -> str:
    return next(c.nation_code for c in inputs.councils if c.code == code)
