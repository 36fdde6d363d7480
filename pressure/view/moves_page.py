"""What moved a council since last week, from two exact ratings: points by measure, distances, gaps."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from pressure.view import words_officers as words
from pressure.view.blocks import Words
from pressure.view.words_dates import as_day, as_moment, table_date
from pressure.view.words_numbers import figure

Row = tuple[Words, ...]
SOON_DAYS = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Moves:
    """`steps` are the changes for the waterfall, in the order of the method."""

    points: str
    levels: str
    start: int
    steps: tuple[tuple[str, int], ...]
    rows: tuple[Row, ...]
    distances: tuple[Row, ...]
    gaps: tuple[Row, ...]


def moves(now: Mapping[str, Any], before: Mapping[str, Any]) -> Moves:
    """Two ratings as plain data with exact figures, made into rows."""
    was = {m["measure_id"]: m for m in before["measures"]}
    pairs = [(was[m["measure_id"]], m) for m in now["measures"] if m["measure_id"] in was]
    changed = [(old, new) for old, new in pairs if old["points"] != new["points"] or old["state"] != new["state"]]
    return Moves(
        points=words.POINTS.format(before=before["points"], before_of=before["points_possible"], now=now["points"],
                                   now_of=now["points_possible"]),
        levels=words.LEVELS.format(before=before["level_published"] or words.NO_LEVEL,
                                   now=now["level_published"] or words.NO_LEVEL),
        start=before["points"],
        steps=tuple((new["title"], new["points"] - old["points"]) for old, new in changed
                    if old["points"] != new["points"]),
        rows=tuple(_change(old, new) for old, new in changed),
        distances=tuple(_distance(m) for m in now["measures"] if m["state"] == "scored" and m["value"] is not None),
        gaps=tuple(row for m in now["measures"] if (row := _gap(m, now["at"]))))


def _change(old: Mapping[str, Any], new: Mapping[str, Any]) -> Row:
    return (new["title"],), (_points(old),), (_points(new),), (f"{new['points'] - old['points']:+d}",)


def _points(measure: Mapping[str, Any]) -> str:
    return str(measure["points"]) if measure["state"] == "scored" else measure["state"].replace("_", " ")


def _distance(measure: Mapping[str, Any]) -> Row:
    value = figure(measure["value"], measure["unit"], measure["bands"])
    apart = [(_apart(measure[name], measure["unit"]),) for name in ("to_worse", "to_better")]
    return (measure["title"],), (value,), (str(measure["band"]),), *apart, (table_date(measure["fresh_until"]),)


def _apart(distance: float | None, unit: str) -> str:
    return "–" if distance is None else figure(distance, unit)


def _gap(measure: Mapping[str, Any], at: str) -> Row | None:
    """A measure that does not count, or will not in two weeks."""
    today, until = as_day(as_moment(at)), as_day(measure["fresh_until"])
    soon = bool(today and until and until < today + timedelta(days=SOON_DAYS))
    if measure["state"] == "scored" and not soon:
        return None
    state = words.SOON if measure["state"] == "scored" else measure["state"].replace("_", " ")
    return (measure["title"],), (state,), (table_date(measure["period_end"]),), (table_date(measure["fresh_until"]),)
