"""For machines that look around: sitemap.xml and robots.txt. A sitemap needs whole addresses."""

from xml.sax.saxutils import escape

from pressure.publish.record.record_files import PAGE
from pressure.publish.release_inputs import ReleaseInputs
from pressure.release.draft import ReleaseDraft

MAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def add(draft: ReleaseDraft, inputs: ReleaseInputs) -> None:
    """Every plain page of the release; the invented region is not for search engines."""
    if inputs.demonstration:
        return
    start = inputs.served_at.rstrip("/")
    pages = sorted(p.removesuffix("index.html") for p in {*draft.files, PAGE} if p.endswith("index.html"))
    draft.put(
        "sitemap.xml",
        [start, pages],
        lambda: (
            f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{MAP}">\n'
            + "".join(f"<url><loc>{escape(f'{start}/{page}')}</loc></url>\n" for page in pages)
            + "</urlset>\n"
        ).encode(),
    )
    robots = f"User-agent: *\nDisallow: /demo/\nDisallow: /app/\nSitemap: {start}/sitemap.xml\n"
    draft.put("robots.txt", robots, robots.encode)
