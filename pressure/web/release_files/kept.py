"""Addresses of pages in a release that kept its data only, such as the early history of the Demonstration Region."""

from pressure.content.explore.explorer import DEMONSTRATION
from pressure.content.plain.kept import data_only_page
from pressure.drawing.templating import Frame
from pressure.release import site
from pressure.release.site import INDEX, MANIFEST, NotPublished, Release
from pressure.web.installation_now import published


def instead_of_page(release: Release, name: str) -> list[str]:
    """The files to name where a page was asked for that this release did not keep: those of its folder, or all of
    them. Nothing for a release with pages, or where there never was such a page."""
    if release.has(INDEX) or not name.endswith(INDEX):
        return []
    every = [*sorted(release.manifest["files"]), MANIFEST]
    own = [path for path in every if path.startswith(name.removesuffix(INDEX))]
    return own or (every if _a_page_now(release, name) else [])


def _a_page_now(release: Release, name: str) -> bool:
    try:
        return site.current(release.root).has(name)
    except NotPublished:
        return False


def page(release: Release, files: list[str]) -> bytes:
    """Says what was kept and where it is. Raises NotPublished before the first real release."""
    invented = release.root.name == DEMONSTRATION
    book = published().book
    frame = Frame(
        release_id=release.id,
        published_at=release.published_at,
        method_version=book.method_version,
        base=site.base(demonstration=invented),
        demonstration=invented,
    )
    return data_only_page([{"path": path, "title": path, **release.entry(path)} for path in files], book, frame)
