"""What a release has of councils that ended: every address that ever answered, and rating.json that says so."""

from functools import partial

from pressure.content.plain import ended as pages
from pressure.content.plain.councils import frame_of_unrated
from pressure.document.shapes import UnratedDocument
from pressure.document.values import stamp
from pressure.domain.councils import Council
from pressure.publish.files.documents import before_words, council_words, dump, end_words, last_of
from pressure.publish.release_inputs import ReleaseInputs
from pressure.publish.release_line import ReleaseLine
from pressure.release.blobs import digest_of
from pressure.release.draft import ReleaseDraft
from pressure.words.nations import nation_of


def told_by(inputs: ReleaseInputs, council: Council) -> ReleaseLine:
    """The release that first told the end: made after the last day, and with a list that knew it."""
    known = min(
        (since for since, then in inputs.versions_of(council.code) if then.valid_to == council.valid_to),
        default=inputs.releases[0].published_at,
    )
    ended = council.ended_at or known
    return inputs.first_release_since(max(ended, known))


def document(inputs: ReleaseInputs, council: Council) -> UnratedDocument:
    """rating.json of a council that ended: no rating, the end, who follows, and what was in force on the last day."""
    line, last_day = told_by(inputs, council), council.valid_to
    if last_day is None:
        raise ValueError(f"{council.code} has not ended")
    made: UnratedDocument = {
        "release_id": line.id,
        "published_at": stamp(line.published_at),
        "demonstration": council.demonstration,
        "council": council_words(council),
        "context": [],
        "sources": {},
        "rating": None,
        "ends": end_words(inputs, council, last_day),
    }
    if before := before_words(inputs, council):
        made["follows"] = before
    if last := last_of(inputs, council):
        made["last"] = last
    return made


def add(draft: ReleaseDraft, inputs: ReleaseInputs) -> None:
    """rating.json of each."""
    for council in inputs.ended:
        content = dump(document(inputs, council))
        draft.put(f"councils/{council.code}/rating.json", digest_of(content), bytes, content)


def add_pages(draft: ReleaseDraft, inputs: ReleaseInputs) -> None:
    """Every page that a council has, at its own address, saying that it ended."""
    for council in inputs.ended:
        made, folder = document(inputs, council), f"councils/{council.code}"
        whole = frame_of_unrated(made, inputs.base, inputs.book, inputs.address)
        frame = whole.at(f"{folder}/")
        there = _there(inputs, council)
        made_from = digest_of(dump([made, there, inputs.address, inputs.rules.digest]))
        book = inputs.book
        draft.put_page(f"{folder}/index.html", made_from, partial, pages.ended_page, made, there, book, frame)
        draft.put_page(
            f"{folder}/easy-read/index.html",
            made_from,
            partial,
            pages.ended_easy_read,
            made,
            book,
            whole.at(f"{folder}/easy-read/"),
        )
        for name in ("badge.svg", "badge-out-of-date.svg"):
            draft.put_page(f"{folder}/{name}", made_from, partial, pages.badge, made, book)
        if nation_of({"nation_code": council.nation_code}, inputs.book).welsh:
            at = whole.at(f"cy/{folder}/")
            page = pages.ended_page_in_welsh
            draft.put_page(f"cy/{folder}/index.html", made_from, partial, page, made, there, book, at)


def _there(inputs: ReleaseInputs, council: Council) -> list[str]:
    """What its folder has besides."""
    rated = (
        ["days/", inputs.csv_name("history.csv"), "feed.atom", "feed.json"] if council.code in inputs.current else []
    )
    return [*rated, "rating.json"]
