"""All figures as one table of small lines: value, place on its own bands, 26 weeks, change, date. A row opens to its
sentences."""

from datetime import timedelta

from pressure.content.notice import figures_words as words
from pressure.content.notice.parts import Parts
from pressure.content.notice.past import WEEKS
from pressure.document.shapes import MeasureLine
from pressure.domain.counting.questions import asked_of
from pressure.domain.national import From
from pressure.drawing.blocks import Block, DefinitionList, FigureGroup, FigureRow, Figures, Term, says
from pressure.drawing.marks.arrow import arrow
from pressure.drawing.marks.bullet import bullet
from pressure.drawing.marks.sparkline import sparkline
from pressure.words.dates import short_date, table_date
from pressure.words.measures import changed_days, counted_otherwise, name
from pressure.words.numbers import change, difference, figure, starts, starts_by_band
from pressure.words.periods import averaged
from pressure.words.reasons import SCORED, last_known, reason


def figures(parts: Parts) -> Figures:
    """Every measure of the rating, by family, in the order of the rules."""
    groups = tuple(
        FigureGroup(family.title, rows)
        for family in parts.book.families
        if (rows := tuple(_row(m, parts) for m in parts.rating["measures"] if m["family"] == family.id))
    )
    return Figures(words.CAPTION.format(bands=len(parts.book.levels)), words.HEAD, groups)


def _row(measure: MeasureLine, parts: Parts) -> FigureRow:
    band = words.band(measure)
    number, unit = words.value(measure)
    return FigureRow(
        id=f"f-{measure['measure_id'].replace('_', '-')}",
        name=name(measure),
        value=number,
        unit=unit,
        bullet=_bullet(measure, band),
        band=band,
        high=(measure["band"] or 0) > len(parts.book.levels) // 2,
        line=_line(measure, parts),
        change=_change(measure, parts),
        to=table_date(measure["period_end"]) if measure["period_end"] else words.NONE,
        more=_more(measure, parts),
    )


def _bullet(measure: MeasureLine, band: str) -> str:
    """No dot for a figure that has no band now: where an old one stood says nothing of today."""
    edges = starts_by_band(measure["bands"])
    value = measure["value"] if measure["band"] is not None else None
    return bullet(value, edges, "", shared=True) if edges and band else ""


def _line(measure: MeasureLine, parts: Parts) -> str:
    points = parts.past.figures.get(measure["measure_id"], ())
    if not points:
        return ""
    since = points[-1][0] - timedelta(weeks=WEEKS)
    shown = [point for point in points if point[0] >= since]
    low, high, now = (
        figure(value, measure["unit"], starts(measure["bands"]))
        for value in (min(v for _, v in shown), max(v for _, v in shown), shown[-1][1])
    )
    return sparkline(points, words.line(len(shown), low, high, now), since=since)


def _change(measure: MeasureLine, parts: Parts) -> tuple[str, str]:
    """An arrow and how much, since four weeks before or the figure before."""
    before, now = parts.past.before(measure["measure_id"]), measure["value"]
    if before is None or now is None or measure["state"] != SCORED:
        return "", words.NONE
    way, by = change(now, before[1], measure["unit"])
    return arrow(way), words.moved(way, by)


def _more(measure: MeasureLine, parts: Parts) -> tuple[Block, ...]:
    """What is counted, what it was, and how far the next band is."""
    said = [reason(measure, parts.book, parts.nation)]
    if measure["state"] != SCORED and (old := last_known(measure, parts.book)):
        said.append(old)
    if (before := parts.past.before(measure["measure_id"])) and measure["state"] == SCORED:
        was = figure(before[1], measure["unit"], starts(measure["bands"]))
        said.append(words.before(was, short_date(before[0]), average=averaged(measure, parts.book)))
    return (says(" ".join(said)), says(" ".join(_counts(measure, parts)), tone="quiet"), *_how_counted(measure, parts))


def _how_counted(measure: MeasureLine, parts: Parts) -> tuple[Block, ...]:
    """The council's own answers about a figure of its return, or that it gave none; nothing in a release that did not
    ask."""
    every, questions = parts.document.get("counting"), asked_of(parts.book.counting_questions, measure["measure_id"])
    if every is None or not questions or measure["source"] != From.RETURN:
        return ()
    own = {line["question"]: line for line in every if line["measure_id"] == measure["measure_id"]}
    if not own:
        return (says(words.NOT_SAID_HOW.format(body=parts.body)),)
    told = tuple(
        Term(q.title, (words.how_counted(own[q.id], parts.nation) if q.id in own else words.NOT_SAID,))
        for q in questions
    )
    changed = [says(counted_otherwise(day), tone="strong") for day in changed_days(every, measure["measure_id"])]
    return (says(words.SAID_HOW.format(body=parts.body)), DefinitionList(told), *changed)


def _counts(measure: MeasureLine, parts: Parts) -> list[str]:
    """Edges, distances, points and source."""
    most = measure["weight"] * (len(parts.book.levels) - 1)
    worse, better = (
        difference(by, measure["unit"]) if by is not None else "" for by in (measure["to_worse"], measure["to_better"])
    )
    source = parts.document.get("sources", {}).get(measure["source_id"] or "")
    return [
        text
        for text in (
            words.edges(measure),
            words.steps(measure, worse, better),
            words.points(measure["points"], most),
            words.source(source["title"]) if source else "",
            words.ASSUMED if measure["assumed"] else "",
        )
        if text
    ]
