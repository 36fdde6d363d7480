"""The house's own sign: a C that is a gauge. Drawn by hand; its colours are those of the design."""

from functools import lru_cache

from pressure.drawing.design import design

NAME = "Care Pressure"
SHAPES = (
    '<path class="mk-c" d="M25.2 25.2A13 13 0 1 1 21.5 4.2"/><path class="mk-n" d="M16 16 26.5 8"/>'
    '<circle class="mk-h" cx="16" cy="16" r="3.6"/>'
)
STROKES = (
    ".mk-c{{fill:none;stroke:{ink};stroke-width:4.5;stroke-linecap:round}}"
    ".mk-n{{stroke:{accent};stroke-width:4;stroke-linecap:round}}.mk-h{{fill:{accent}}}"
)


def sign() -> str:
    """The sign on a page, beside the name."""
    return f'<svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true" focusable="false">{SHAPES}</svg>'


@lru_cache(maxsize=1)
def favicon() -> str:
    """The sign as a file, light and dark."""
    own = design()
    dark = f"@media (prefers-color-scheme:dark){{{STROKES.format(**own.dark)}}}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><title>{NAME}</title>'
        f"<style>{STROKES.format(**own.light)}{dark}</style>{SHAPES}</svg>\n"
    )


@lru_cache(maxsize=1)
def wordmark() -> str:
    """Sign and name as a file, for whoever writes about the site."""
    own = design()
    letters = f"text{{{{font:700 21px {own.type.family};fill:{{ink}}}}}}"
    both = STROKES + letters
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 196 40"><title>{NAME}</title>'
        f"<style>{both.format(**own.light)}@media (prefers-color-scheme:dark){{{both.format(**own.dark)}}}</style>"
        f'<g transform="translate(4 4)">{SHAPES}</g><text x="46" y="27.5">{NAME}</text></svg>\n'
    )
