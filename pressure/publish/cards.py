"""The pictures of shared links: one a council, and one for every other page."""

from collections.abc import Iterator
from functools import partial
from urllib.parse import urlsplit

from pressure.document.shapes import is_rated
from pressure.domain.moments import day_of
from pressure.drawing.card import PATH, card, ended_card, site_card
from pressure.drawing.png import RENDERER, png
from pressure.publish import ended
from pressure.publish.files.documents import council_document
from pressure.publish.release_inputs import ReleaseInputs
from pressure.release.draft import ReleaseDraft


def add(draft: ReleaseDraft, inputs: ReleaseInputs) -> None:
    """`/card.png` and `/councils/{code}/card.png`, drawn again only when their words changed, and only of a release
    that is put in force: what is told of the past afterwards was never shared. Without an address no page names one."""
    if draft.current and inputs.address:
        for path, svg in _drawings(inputs):
            draft.put_page(path, [svg, RENDERER], partial, png, svg)


def _drawings(inputs: ReleaseInputs) -> Iterator[tuple[str, str]]:
    site, day = urlsplit(inputs.address).netloc, day_of(inputs.release.published_at)
    yield PATH, site_card(site, demonstration=inputs.demonstration)
    for council in (c for c in inputs.councils if c.existed_on(day)):
        document = council_document(inputs, council)
        if is_rated(document):
            yield f"councils/{council.code}/{PATH}", card(document, inputs.book, site=site)
    for council in inputs.ended:
        yield f"councils/{council.code}/{PATH}", ended_card(ended.document(inputs, council), inputs.book, site=site)
