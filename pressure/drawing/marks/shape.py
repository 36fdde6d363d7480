"""What every mark is drawn with: short numbers, a picture with its sentence, and the hatch of what is not known."""

from html import escape

HATCH_STEP = 5.0


def n(value: float) -> str:
    """A coordinate in tenths, as short as it can be said."""
    said = f"{value:.1f}".removesuffix(".0")
    return "0" if said == "-0" else said


def picture(wide: float, tall: float, shapes: str, said: str, css_class: str = "word") -> str:
    """A picture with its sentence; without one it is hidden from those who listen, because words stand beside it."""
    name = f'role="img" aria-label="{escape(said)}"' if said else 'aria-hidden="true" focusable="false"'
    return (
        f'<svg class="{css_class}" viewBox="0 0 {n(wide)} {n(tall)}" width="{n(wide)}" height="{n(tall)}" {name}>'
        f"{shapes}</svg>"
    )


def hatch(x: float, y: float, wide: float, tall: float) -> str:
    """Not known: slanted lines in a thin frame, drawn as lines so that it prints and needs no pattern."""
    if wide <= 0 or tall <= 0:
        return ""
    lines = slants(x, y, wide, tall)
    return (f'<path class="m-hatch" d="{lines}"/>' if lines else "") + (
        f'<path class="m-frame" d="{frame(x, y, wide, tall)}"/>'
    )


def hatch_path(x: float, y: float, wide: float, tall: float) -> str:
    """The same as one path, for pictures that draw all of it in one look."""
    return slants(x, y, wide, tall) + frame(x, y, wide, tall) if wide > 0 and tall > 0 else ""


def slants(x: float, y: float, wide: float, tall: float) -> str:
    """The lines of a hatch, none of which leaves its frame."""
    lines, at = "", HATCH_STEP - tall
    while at < wide:
        left, right = max(at, 0), min(at + tall, wide)
        lines += f"M{n(x + left)} {n(y + tall - (left - at))}L{n(x + right)} {n(y + tall - (right - at))}"
        at += HATCH_STEP
    return lines


def frame(x: float, y: float, wide: float, tall: float) -> str:
    return f"M{n(x)} {n(y)}h{n(wide)}v{n(tall)}h{n(-wide)}z"


def narrow_picture(wide: float, tall: float, shapes: str, said: str) -> str:
    """A picture as wide as a telephone, whose words stay legible there; on a desk it grows by half."""
    return picture(wide, tall, shapes, said, "strip narrow")


def text(x: float, y: float, words: str, look: str = "", anchor: str = "") -> str:
    """Words at a place: `look` names classes, b for bold and q for quiet."""
    given = (f' class="{look}"' if look else "") + (f' text-anchor="{anchor}"' if anchor and anchor != "start" else "")
    return f'<text x="{n(x)}" y="{n(y)}"{given}>{escape(words)}</text>'
