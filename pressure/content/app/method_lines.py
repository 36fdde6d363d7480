"""One council's published figures of a measure over time, against the bands."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from html import escape
from itertools import pairwise
from statistics import median

import pandas as pd

from pressure.content.app import method_lines_words as words
from pressure.content.explore import figures
from pressure.content.explore.explorer import Explorer
from pressure.content.explore.sources import source
from pressure.document.lines import Dated
from pressure.domain.measures import Measure
from pressure.domain.rulebook import Rulebook
from pressure.drawing.block_markup import markup
from pressure.drawing.blocks import Block, Fold, Grid, Picture, says
from pressure.words.dates import short_date
from pressure.words.numbers import figure as in_words
from pressure.words.numbers import plain
from pressure.words.periods import averaged, of_figure, period

Point = tuple[date, float, int]
Spans = dict[date, Dated]
WIDE, LEFT, RIGHT, TOP, ROW, STRIP, DASH, DOT = 320, 58, 312, 8, 28, 16, 2, 2.5
SHADE, LONG_GAP, ROWS, NEARLY = 0.06, 2, 12, 0.94


def lines(explorer: Explorer, code: str) -> Mapping[str, str]:
    """By measure, as markup: what is known of the council over time, a part a source. Empty for an unknown code."""
    council = explorer.find(code)
    if council is None:
        return {}
    table = figures.figures(explorer.key, demonstration=council.demonstration)
    own = table[(table["council_code"] == code) & table["band"].notna()]
    series, found = figures.series(own), dict[str, str]()
    for general in explorer.book.measures:
        measure = explorer.book.measure_in(council.row["nation_code"], general.id) or general
        parts = [
            block
            for s in series
            if s.measure_id == measure.id
            for block in _line(figures.only(own, s), source(explorer.key, s.source_id).title, measure, explorer.book)
        ]
        none = words.NONE.format(name=council.name) if measure.edges else words.FROM_REGISTER
        title = says(words.TITLE.format(name=council.name), tone="strong")
        told = parts if measure.edges and parts else [says(none)]
        found[measure.id] = markup([title, *told], explorer.book)
    return found


def _line(own: pd.DataFrame, title: str, measure: Measure, book: Rulebook) -> tuple[Block, ...]:
    """One source: a sentence, a picture and a table that say the same."""
    rows = own.sort_values("period_end", key=lambda days: days.astype(str))
    spans: Spans = {
        date.fromisoformat(str(end)): {"measure_id": measure.id, "period_start": str(start), "period_end": str(end)}
        for start, end in zip(rows["period_start"], rows["period_end"], strict=True)
    }
    points = [
        (date.fromisoformat(str(day)), float(value), int(band))
        for day, value, band in zip(rows["period_end"], rows["value"], rows["band"], strict=True)
    ]
    said = _sentence(points, spans, title, measure, book)
    if len(points) == 1:
        return (says(said),)
    newest = tuple(
        (of_figure(spans[day], book), _number(value, measure), str(band))
        for day, value, band in reversed(points[-ROWS:])
    )
    edges = {band: float(edge.value) for band, edge in measure.edges.items()}
    return (
        says(said),
        Picture(_picture(points, edges, book, said)),
        Fold(words.TABLE, (Grid(measure.title, words.HEAD, newest, titled=True),)),
    )


def _sentence(points: Sequence[Point], spans: Spans, title: str, measure: Measure, book: Rulebook) -> str:
    day, value, band = points[-1]
    newest = words.FIGURE.format(number=_number(value, measure), band=band)
    if len(points) == 1:
        return words.ONE.format(source=title, day=of_figure(spans[day], book), newest=newest)
    bands = [band for _, _, band in points]
    said = words.LINE.format(
        source=title,
        count=len(points),
        first=_period(spans[points[0][0]]),
        last=_period(spans[day]),
        newest=newest,
        lowest=min(bands),
        highest=max(bands),
    )
    return f"{said} {words.AVERAGES}" if averaged(spans[day], book) else said


def _period(span: Dated) -> str:
    return period(span["period_start"], span["period_end"])


def _number(value: float, measure: Measure) -> str:
    return in_words(value, measure.unit.value, [float(edge.value) for edge in measure.edges.values()])


def _picture(points: Sequence[Point], edges: Mapping[int, float], book: Rulebook, said: str) -> str:
    """Bands of equal height as in the small pictures of a notice, time from left to right."""
    foot = TOP + len(book.levels) * ROW
    drawn = [
        *_bands(book),
        *(_edge(band, value, foot) for band, value in edges.items()),
        *_figures(points, edges, len(book.levels), foot),
        _axis(points, foot),
    ]
    return (
        f'<svg viewBox="0 0 {WIDE} {foot + 20}" width="{WIDE}" role="img" aria-label="{escape(said)}" '
        f'style="width:100%;max-width:28rem;height:auto">{"".join(drawn)}</svg>'
    )


def _bands(book: Rulebook) -> Iterator[str]:
    for level in book.levels:
        y = TOP + (len(book.levels) - level.number) * ROW
        yield (
            f'<rect x="{LEFT}" y="{y}" width="{RIGHT - LEFT}" height="{ROW}" fill="currentColor" '
            f'fill-opacity="{SHADE * (level.number - 1):.2f}"></rect>'
            f'<rect x="{LEFT - STRIP}" y="{y}" width="{STRIP}" height="{ROW}" fill="{escape(level.colour)}" '
            'stroke="currentColor" stroke-width="0.5"></rect>'
            f'<text x="{LEFT - STRIP / 2:g}" y="{y + ROW / 2 + 4:g}" font-size="12" text-anchor="middle" '
            f'fill="{escape(level.text_colour)}">{level.number}</text>'
        )


def _edge(band: int, value: float, foot: int) -> str:
    y = foot - (band - 1) * ROW
    return (
        f'<path d="M{LEFT} {y}H{RIGHT}" stroke="currentColor" stroke-width="0.5" stroke-dasharray="2 3"></path>'
        f'<text x="{LEFT - STRIP - 4}" y="{y + 4}" font-size="12" text-anchor="end" fill="currentColor">'
        f"{plain(value, (), 1)}</text>"
    )


def _figures(points: Sequence[Point], edges: Mapping[int, float], bands: int, foot: int) -> Iterator[str]:
    """A line through numbers that follow one another; a dot on the newest."""
    start, end = points[0][0], points[-1][0]
    days = max(1, (end - start).days)

    def x(day: date) -> float:
        return round(LEFT + DASH + (RIGHT - LEFT - 2 * DASH) * (day - start).days / days, 1)

    def y(value: float, band: int) -> float:
        return round(foot - ROW * place(value, band, edges, bands), 1)

    for run in _runs(points):
        places = [f"{x(day):g} {y(value, band):g}" for day, value, band in run]
        yield f'<path d="M{"L".join(places)}" fill="none" stroke="currentColor" stroke-width="1.5"></path>'
    newest = points[-1]
    alone = [run[0] for run in _runs(points) if len(run) == 1 and run[0] is not newest]
    for day, value, band in [*alone, newest]:
        yield f'<circle cx="{x(day):g}" cy="{y(value, band):g}" r="{DOT}" fill="currentColor"></circle>'


def place(value: float, band: int | None, edges: Mapping[int, float], bands: int) -> float:
    """Where a value stands, in band widths from the left. It never leaves the band it was given."""
    if band is None:
        band = max((b for b, edge in edges.items() if value >= edge), default=1)
    low = max((edge for b, edge in edges.items() if b <= band), default=0.0)
    high = edges.get(band + 1, low + (low - edges.get(band - 1, 0.0)) if band == bands else low + 1)
    part = (value - low) / (high - low) if high > low else 0.5
    return band - 1 + min(NEARLY, max(0.02, part))


def _runs(points: Sequence[Point]) -> list[list[Point]]:
    """Numbers that follow one another at about the usual distance: no line crosses time without a figure."""
    gaps = [(after[0] - before[0]).days for before, after in pairwise(points)]
    longest = LONG_GAP * median(gaps) if gaps else 0
    runs: list[list[Point]] = []
    for before, point in zip([None, *points], points, strict=False):
        follows = before is not None and (point[0] - before[0]).days <= longest
        runs[-1].append(point) if follows else runs.append([point])
    return runs


def _axis(points: Sequence[Point], foot: int) -> str:
    first, last = short_date(points[0][0]), short_date(points[-1][0])
    end = f'<text x="{RIGHT}" y="{foot + 15}" font-size="12" text-anchor="end" fill="currentColor">{last}</text>'
    start = f'<text x="{LEFT - STRIP}" y="{foot + 15}" font-size="12" fill="currentColor">{first}</text>'
    return f'<path d="M{LEFT} {foot}H{RIGHT}" stroke="currentColor"></path>' + (start if first != last else "") + end
