"""A timeline as a hand-made SVG, for a desk or for a phone: a file of its own, or a part of a page whose style sheet
gives it the page's colours. Unknown time is hatched with lines, so that it prints and needs no pattern."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from itertools import pairwise

from pressure.drawing.marks.shape import hatch_path, n
from pressure.drawing.timeline import Beneath, Kind, Mark, Timeline, ticks
from pressure.drawing.timeline_look import attributes, dark, family, level_attributes

LETTER, BOLD_LETTER = 7.5, 8.3
"""The width of a letter of 14 pixels on the average, to know whether words have room."""
GAP, MOST_LEFT = 7, 5
LaneNames = dict[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Shape:
    """The measures of one size of the picture, in pixels."""

    wide: int
    left: int
    right: int
    row: int
    lane: int
    plot: int
    narrow: bool


DESK = Shape(1000, 132, 128, 36, 34, 150, narrow=False)
PHONE = Shape(358, 88, 10, 30, 30, 120, narrow=True)
TOP, HEAD, AXIS, LINE = 46, 58, 28, 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What is written in and on a picture: its name, its description, the lines at its foot, the head of its levels,
    and the lanes by their long and short names, from the top down. `value_now` and `most` are the newest value of the
    figure and its highest, as written."""

    title: str
    description: str
    lanes: LaneNames
    head: str = ""
    foot: tuple[str, ...] = ()
    unknown: str = ""
    band: str = "{number}"
    value_now: str = ""
    value_most: str = ""


LANES: dict[str, Callable[[Mark], bool]] = {
    "raised": lambda m: m.kind is Kind.RAISED,
    "stage3": lambda m: m.kind is Kind.MEASURE and m.number == 3,
    "stage2": lambda m: m.kind is Kind.MEASURE and m.number == 2,
    "stage1": lambda m: m.kind is Kind.MEASURE and m.number not in (2, 3),
    "corrections": lambda m: m.kind in (Kind.CORRECTION, Kind.METHOD),
    "returns": lambda m: m.kind in (Kind.RETURN, Kind.NOT_SENT),
}
"""Which marks stand in which lane, from the top down."""


def timeline_svg(
    line: Timeline, said: Said, shape: Shape = DESK, *, alone: bool = True, letters: str = "", scale: float = 1
) -> str:
    """The whole picture. One that stands `alone` has its ground and its dark colours with it. `letters` are other ones,
    for what draws PNGs, and `scale` is how much larger it is drawn."""
    drawn = _Drawing(line, said, shape, alone=alone)
    body, high = drawn.body(), drawn.high
    start = (
        f'<svg class="past" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {shape.wide} {high}" role="img" '
        f'font-family="{escape(letters or family())}" font-size="14" aria-labelledby="past-t past-d"'
        f"{_sized(shape.wide * scale, high * scale) if alone else ''}>"
        f'<title id="past-t">{escape(said.title)}</title><desc id="past-d">{escape(said.description)}</desc>'
    )
    ground = f'{dark()}<rect {attributes("paper", alone=True)} width="{shape.wide}" height="{high}"/>' if alone else ""
    return f"{start}{ground}{body}</svg>"


def size(line: Timeline, said: Said, shape: Shape = DESK) -> tuple[int, int]:
    """How wide and how high the picture is."""
    return shape.wide, _Drawing(line, said, shape, alone=True).high


def _sized(wide: float, high: float) -> str:
    return f' width="{n(wide)}" height="{n(high)}"'


class _Drawing:
    """One picture while it is drawn."""

    def __init__(self, line: Timeline, said: Said, shape: Shape, *, alone: bool) -> None:
        self.line, self.said, self.shape, self.alone = line, said, shape, alone
        self.top = TOP if said.head else TOP - 24
        self.base = self.top + len(line.levels) * shape.row
        self.lanes = [name for name in LANES if name in said.lanes]
        self.plot_top = self.base + len(self.lanes) * shape.lane + HEAD + (20 if shape.narrow else 6)
        below = line.beneath is not None
        self.foot = self.plot_top + shape.plot if below else self.base + len(self.lanes) * shape.lane + 22

    def _look(self, name: str) -> str:
        return attributes(name, alone=self.alone)

    def _path(self, name: str, parts: Iterable[str]) -> str:
        drawn = "".join(parts)
        return f'<path {self._look(name)} d="{drawn}"/>' if drawn else ""

    def _text(self, x: float, y: float, words: str, name: str = "ink", anchor: str = "") -> str:
        end = f' text-anchor="{anchor}"' if anchor else ""
        return f'<text {self._look(name)} x="{n(x)}" y="{n(y)}"{end}>{escape(words)}</text>'

    def x(self, at: datetime) -> float:
        span = self.line.end - self.line.start
        room = self.shape.wide - self.shape.left - self.shape.right
        return self.shape.left + room * ((at - self.line.start) / span)

    @property
    def edge(self) -> float:
        return self.shape.wide - self.shape.right

    @property
    def high(self) -> int:
        return round(self.foot + AXIS + LINE * len(self.said.foot) + (6 if self.said.foot else 0))

    def body(self) -> str:
        """Everything in it."""
        parts = [
            *self._axis(),
            *self._levels(),
            *(part for place, name in enumerate(self.lanes) for part in self._lane(place, name)),
            *(self._beneath(self.line.beneath) if self.line.beneath else ()),
        ]
        start = self.high - 8 - LINE * len(self.said.foot)
        parts += [self._text(0, start + LINE * n, said, "quiet") for n, said in enumerate(self.said.foot, 1)]
        return "".join(parts)

    def _axis(self) -> Iterator[str]:
        """Months and years, from the top to the foot."""
        found = ticks(self.line.start, self.line.end, narrow=self.shape.narrow)
        for year in (False, True):
            lines = (f"M{n(self.x(t.at))} {self.top - 6}V{self.foot}" for t in found if t.year is year)
            yield self._path("year" if year else "axis", lines)
        used = -1.0
        for tick in sorted(found, key=lambda t: (not t.year, t.at)):
            x, room = self.x(tick.at) + 5, len(tick.label) * BOLD_LETTER
            taken = any(abs(x - self.x(t.at) - 5) < room + 10 for t in found if t.year and t is not tick)
            if x + room <= self.shape.wide and (tick.year or not taken):
                used = x
                yield self._text(x, self.foot + 19, tick.label, "bold" if tick.year else "quiet")
        if used < 0:  # nothing to name but the days themselves
            yield self._text(self.shape.left, self.foot + 19, f"{self.line.start:%-d %b %Y}", "quiet")

    def _y(self, level: int) -> float:
        return self.top + (len(self.line.levels) - level) * self.shape.row + self.shape.row / 2

    def _levels(self) -> Iterator[str]:
        if self.said.head:
            yield self._text(0, 16, self.said.head, "head")
        yield self._path(
            "axis", (f"M{self.shape.left} {n(self._y(row.number))}H{n(self.edge)}" for row in self.line.levels)
        )
        for row in self.line.levels:
            yield self._text(0, self._y(row.number) + 5, f"{row.number} {row.word}")
        levels = self.line.of(Kind.LEVEL, Kind.UNKNOWN)
        yield self._risers(levels)
        for row in self.line.levels:
            bars = "".join(self._bar(m) for m in levels if m.number == row.number)
            yield f'<path {level_attributes(row)} d="{bars}"/>' if bars else ""
        for run in self.line.of(Kind.UNKNOWN):
            a, z = self._ends(run)
            yield self._path("hatch", [hatch_path(a, self.top + 3, z - a, self.base - self.top - 6)])
            if (z - a) >= 2 * LETTER and self.said.unknown:
                yield self._text((a + z) / 2, self.base + 13, self.said.unknown, "quiet", "middle")
        yield self._path("thin", (self._flat(m) for m in self.line.of(Kind.WORKED_OUT)))
        yield from self._named()

    def _ends(self, mark: Mark, least: float = 2) -> tuple[float, float]:
        """Where it begins and ends; what has just begun is wide enough to be seen, and stays inside."""
        a, z = self.x(mark.start), self.x(mark.until)
        return (min(a, self.edge - least), max(z, a + least)) if z - a < least else (a, z)

    def _bar(self, mark: Mark) -> str:
        a, z = self._ends(mark, 3)
        top = self._y(mark.number or 1) - self.shape.row / 2 + 6
        return f"M{n(a)} {n(top)}H{n(z)}v{self.shape.row - 12}H{n(a)}z"

    def _flat(self, mark: Mark) -> str:
        a, z = self._ends(mark)
        return f"M{n(a)} {n(self._y(mark.number or 1))}H{n(z)}"

    def _risers(self, levels: Sequence[Mark]) -> str:
        """Thin uprights between neighbours that both have a level: none across unknown time."""
        return self._path(
            "year",
            (
                f"M{n(self.x(b.start))} {n(self._y(a.number))}V{n(self._y(b.number))}"
                for a, b in pairwise(levels)
                if a.number and b.number
            ),
        )

    def _named(self) -> Iterator[str]:
        """The highest level by name above its row, as far as there is room, and what holds now at the right."""
        used = self.shape.left - 1.0
        for mark in self.line.of(Kind.LEVEL):
            words = mark.label.partition(",")[0] if self.shape.narrow else mark.label
            x, room = self.x(mark.start), len(words) * BOLD_LETTER
            if mark.number == self.line.levels[-1].number and x > used and x + room < self.shape.wide and words:
                used = x + room + GAP
                yield self._text(x, self.top - 2, words, "bold")
        now = [m for m in self.line.of(Kind.LEVEL, Kind.UNKNOWN) if m.goes_on]
        if now and self.line.now[0] and not self.shape.narrow:
            y = self._y(now[-1].number or 2)
            yield self._text(self.edge + 8, y, self.line.now[0], "bold") + self._text(
                self.edge + 8, y + 17, self.line.now[1], "quiet"
            )

    def _lane(self, place: int, name: str) -> Iterator[str]:
        y = self.base + 22 + place * self.shape.lane + self.shape.lane / 2
        yield self._path("axis", [f"M{self.shape.left} {n(y)}H{n(self.edge)}"])
        yield self._text(0, y + 5, self.said.lanes[name][self.shape.narrow])
        own = [m for m in self.line.marks if LANES[name](m)]
        if name == "returns":
            yield self._path("year", (f"M{n(self.x(m.start))} {n(y - 5)}v10" for m in own if m.kind is Kind.RETURN))
            missed = ((self.x(m.start), self.x(m.until)) for m in own if m.kind is Kind.NOT_SENT)
            yield self._path("hatch", (hatch_path(a, y - 6, max(z - a, 2), 12) for a, z in missed))
            return
        if name == "corrections":
            yield self._path("hollow", (f"M{n(self.x(m.start))} {n(y - 6)}l6 6-6 6-6-6z" for m in own))
        else:
            filled = "filled" if name == "stage3" else "hollow"
            yield self._path(filled, (self._box(m, y) for m in own))
        yield from self._beside(own, y)

    def _box(self, mark: Mark, y: float) -> str:
        a, z = self._ends(mark, MOST_LEFT)
        return f"M{n(a)} {n(y - 7)}H{n(z)}v14H{n(a)}z"

    def _beside(self, own: Sequence[Mark], y: float) -> Iterator[str]:
        """The few words of a mark at its right or its left, where nothing else stands; the table has all of them."""
        boxes = [self._ends(m, 12 if m.end is None else MOST_LEFT) for m in own]
        taken = list(boxes)
        for mark, box in reversed(list(zip(own, boxes, strict=True))):
            room = len(mark.label) * LETTER
            for start, anchor, x in ((box[1] + GAP, "", box[1] + GAP), (box[0] - GAP - room, "end", box[0] - GAP)):
                inside = self.shape.left <= start and start + room <= self.edge
                others = (o for o in taken if o is not box)
                if mark.label and inside and not any(o[0] < start + room and start < o[1] for o in others):
                    taken.append((start, start + room))
                    yield self._text(x, y + 5, mark.label, "over", anchor)
                    break

    def _beneath(self, own: Beneath) -> Iterator[str]:
        top, high, most = self.plot_top, self.shape.plot, own.most

        def y(value: float) -> float:
            return top + high * (1 - max(0.0, value) / most)

        if self.shape.narrow:
            yield self._text(0, top - 32, own.title, "head") + self._text(0, top - 12, own.unit_said, "quiet")
        else:
            yield self._text(0, top - 18, f"{own.title}, {own.unit_said}", "head")
        for band, (low, up) in enumerate(pairwise((0.0, *own.edges, most)), 1):
            room = y(low) - y(up)
            yield (
                f'<rect {self._look(f"b{band}")} x="{self.shape.left}" y="{n(y(up))}" '
                f'width="{n(self.edge - self.shape.left)}" height="{n(room)}"/>'
            )
            if room >= 13 and own.edges:
                yield self._text(0, (y(low) + y(up)) / 2 + 5, self.said.band.format(number=band), "quiet")
        for edge in own.edges:
            yield self._text(self.shape.left - 6, y(edge) + 5, f"{edge:,.4g}", "quiet", "end")
        yield self._path("hatch", (hatch_path(self.x(a), top, self.x(z) - self.x(a), high) for a, z in own.unknown()))
        lines = own.lines()
        yield self._path("line", ("M" + "L".join(f"{n(self.x(at))} {n(y(v))}" for at, v in part) for part in lines))
        dots = [part[0] for part in lines if len(part) == 1] + own.known[-1:]
        yield "".join(f'<circle {self._look("dot")} cx="{n(self.x(at))}" cy="{n(y(v))}" r="3.5"/>' for at, v in dots)
        yield from self._values(own, y)

    def _values(self, own: Beneath, y: Callable[[float], float]) -> Iterator[str]:
        """The newest value, and the highest where it is another and has room."""
        (at, last), (when, most) = own.known[-1], max(own.known, key=lambda k: k[1])
        if self.shape.narrow:
            yield self._text(self.edge, y(last) - 9, self.said.value_now, "boldover", "end")
        else:
            yield self._text(max(self.edge, self.x(at)) + 8, y(last) + 5, self.said.value_now, "bold")
        x, room = self.x(when) + GAP, len(self.said.value_most) * BOLD_LETTER
        if most != last and x + room < self.x(at) - (room if self.shape.narrow else GAP):
            yield self._text(x, y(most) + 4, self.said.value_most, "boldover")
