"""Maps of a release: a picture each as a file, a page each, and the picture again as a PNG."""

from collections.abc import Callable, Sequence
from functools import partial
from urllib.parse import urlsplit

from pressure.content.maps import marks, page
from pressure.content.maps.marks import Shown
from pressure.document.lines import ListedCouncil
from pressure.document.values import moment
from pressure.drawing.png import FAMILY, RENDERER, small_png
from pressure.drawing.templating import Frame
from pressure.publish import official
from pressure.publish.release_inputs import ReleaseInputs
from pressure.release.beside import Drawn
from pressure.release.draft import ReleaseDraft

PNG_SCALE, BOUNDARIES = 1, "boundaries.geojson"
Maps = dict[str, Shown]


def maps_of(inputs: ReleaseInputs, rows: Sequence[ListedCouncil]) -> Maps:
    """Every map of a release, worked out once."""
    foot = marks.foot_of(
        moment(inputs.release.published_at) or "",
        urlsplit(inputs.address).netloc,
        demonstration=inputs.demonstration,
    )
    return inputs.once("maps", lambda: marks.maps_of(rows, official.documents(inputs), inputs.book, foot=foot))


def add(draft: ReleaseDraft, inputs: ReleaseInputs, maps: Maps, frame: Frame) -> None:
    """`/map/`, and of each map its page, its picture, the same in true outlines, and a PNG of both where there is an
    address to be quoted with."""
    made_from, boundaries = [inputs.release.id, repr(maps)], inputs.settings.data_dir / BOUNDARIES
    draft.put_page(
        f"{page.FOLDER}/index.html", made_from, partial, page.maps_page, maps, inputs.book, frame.at(f"{page.FOLDER}/")
    )
    for slug, own in maps.items():
        path = page.page_path(slug)
        draft.put_page(
            f"{path}index.html", made_from, partial, page.map_page, maps, slug, inputs.book, frame.at(path), boundaries
        )
        svg = page.drawing(own, inputs.base)
        draft.put(page.svg_path(slug), svg, svg.encode)
        if true := page.true_drawing(own, inputs.base, boundaries):
            draft.put(page.true_path(slug), true, true.encode)
        if draft.current and inputs.address:
            large = partial(page.drawing, own, inputs.base, family=FAMILY, scale=PNG_SCALE)
            draft.put_page(page.png_path(slug), [svg, PNG_SCALE, RENDERER], _png, large)
            if true:
                outlines = partial(page.true_drawing, own, inputs.base, boundaries, family=FAMILY)
                draft.put_page(page.true_path(slug, "png"), [true, RENDERER], _png, outlines)


def _png(drawn: Callable[[], str]) -> Drawn:
    """What makes the PNG of a picture, which is only drawn when it is wanted."""
    return partial(small_png, drawn())
