"""From what was seen in a file to the description of a source, as its YAML would say it."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any

import yaml

from pressure.domain.councils import Councils
from pressure.ingest.fetch.periods import periods_named
from pressure.ingest.proposing.looking import NUMBERED, Column, Seen, every_column
from pressure.ingest.readers.table.finding import plain

MOST_FIGURES = 12
CHOOSE = "choose_one"
"""Stands where somebody has to say which measure a number is."""
ALL = re.compile(r"all|total.*|.* total|18 ?plus|18\+|18 and over|all .*", re.IGNORECASE)


def described(found: Seen, name: str, *, kind: str, encoding: str, measures: Mapping[str, str]) -> dict[str, Any]:
    """The description as its file says it. `measures` are the measure by the name of its column, or for all by the
    empty name."""
    names = _names(found.columns)
    table: dict[str, Any] = {"sheets": [found.sheet]} if found.sheet else {}
    table["columns"] = {our: [column.title] for our, column in names.items()}
    if found.wide or len(names) < len(found.columns):
        table["extra_columns"] = "ignore"
    table |= _filters(found, names)
    if found.wide:
        group = r"(?P<area>\d+) - .+" if found.pattern == NUMBERED else "(?P<area>.+)"
        table["wide"] = {"title": group, "least": max(1, found.councils - 5)}
    table["area"] = _area(found)
    table["period"] = _period(found, names, name)
    table["figures"] = _figures(found, names, measures)
    return {
        "title": PurePath(name).stem,
        "family": "waiting_list",
        "publisher": "write who published it",
        "licence": "write under which licence",
        "url": "https://",
        "cadence": "monthly" if table["period"].get("form") == "month" else "yearly",
        "formats": [kind],
        "encoding": encoding,
        "reader": "table",
        "settings": {"tables": [table]},
    }


def as_yaml(description: Mapping[str, Any]) -> str:
    """The text of its file."""
    return yaml.safe_dump(dict(description), sort_keys=False, allow_unicode=True, width=110, default_flow_style=None)


def measure_columns(description: Mapping[str, Any]) -> list[str]:
    """Our names of the columns whose numbers would be figures."""
    figures = description["settings"]["tables"][0]["figures"]
    return [figure.get("numerator") or figure["value"] for figure in figures]


def _names(columns: Sequence[Column]) -> dict[str, Column]:
    """A name of ours for each column that is read; a title that stands twice names none."""
    named: dict[str, Column] = {}
    titles = Counter(column.title for column in columns)
    for column in columns:
        if column.kind == "other" or not column.title or titles[column.title] > 1:
            continue
        plain_word = re.sub(r"[^a-z0-9]+", "_", column.title.casefold()).strip("_")[:30] or "column"
        our = {"area": "area", "period": "period"}.get(column.kind, plain_word)
        while our in named:
            our += "_2"
        named[our] = column
    return named


def _filters(found: Seen, names: Mapping[str, Column]) -> dict[str, Any]:
    """Where councils stand several times, one word of each category is counted and the others are passed over."""
    words = {our: c.words for our, c in names.items() if c.kind == "words" and len(c.words) > 1}
    if not found.repeats or not words:
        return {}
    only = {our: next((w for w in own if ALL.fullmatch(w)), own[0]) for our, own in words.items()}
    said: dict[str, Any] = {"only": {our: [word] for our, word in only.items()}}
    if not found.wide:
        said["known"] = {our: [w for w in own if w != only[our]] for our, own in words.items()}
    return said


def _area(found: Seen) -> dict[str, Any]:
    """Cells that name no council are left out by name: somebody has to agree that each is none."""
    said: dict[str, Any] = {} if found.by == "code" else {"by": "name"}
    if found.strangers and not found.wide:
        said["leave_out"] = [re.escape(text).replace(r"\ ", " ") for text, _ in found.strangers[:40]]
    if found.wide:
        titles = found.strangers
        if titles and found.pattern != NUMBERED:
            said["leave_out"] = [re.escape(text).replace(r"\ ", " ") for text, _ in titles[:40]]
    return said


def _period(found: Seen, names: Mapping[str, Column], name: str) -> dict[str, Any]:
    column = next((our for our, c in names.items() if c.kind == "period"), "")
    if column:
        return {"column": column, "form": names[column].form}
    label = next((text for text in found.above if plain(text).rstrip(":").casefold() == "period"), "")
    if label:
        return {"label": label, "form": "any"}
    if len(periods_named(name)) == 1:
        return {"file_name": True}
    return {"asked": True}


def _figures(found: Seen, names: Mapping[str, Column], measures: Mapping[str, str]) -> list[dict[str, Any]]:
    if found.wide:
        numerator: dict[str, Any] = {"measure": measures.get("", CHOOSE), "numerator": "value", "decimals": True}
        return [{**numerator, "denominator": "adults"}]
    figures = []
    chosen = {our for our in names if our in measures}
    for our, column in names.items():
        if column.kind != "number" or (chosen and our not in chosen):
            continue
        figure: dict[str, Any] = {"measure": measures.get(our, measures.get("", CHOOSE))}
        if column.decimals and column.largest <= 1:
            figure |= {"value": our, "times": 100, "most": 100}
        elif column.decimals:
            figure |= {"value": our}
        else:
            figure |= {"numerator": our, "denominator": "adults"}
        figures.append(figure)
    return figures[:MOST_FIGURES]


def in_words(found: Seen, councils: Councils) -> list[str]:
    """What was seen, a line each."""
    where = f"the sheet {found.sheet}, " if found.sheet else ""
    bodies = f"{found.councils} of the {len(councils.all)} councils and trusts that there are or were"
    lines = [f"Header: {where}row {found.header_row}.", f"Areas: by {found.by}, {bodies}."]
    if found.wide:
        lines.append("Councils are the titles of columns.")
    if found.strangers:
        told = ", ".join(f"{text or 'blank'} ({n})" for text, n in found.strangers[:8])
        more = f" and {len(found.strangers) - 8} more" if len(found.strangers) > 8 else ""
        lines.append(f"No council, and left out: {told}{more}. Look whether each is none.")
    if found.periods and any(found.periods):
        lines.append(f"Periods: {len(found.periods)}, among them {found.periods[0]} and {found.periods[-1]}.")
    for column in every_column(found, "number"):
        marks = f"; marks {', '.join(column.marks)}" if column.marks else ""
        lines.append(f"Numbers: {column.title}, up to {column.largest:g}{marks}.")
    for column in every_column(found, "words"):
        shown = ", ".join(column.words[:6]) + (" …" if len(column.words) > 6 else "")
        lines.append(f"Words: {column.title}: {shown}.")
    return lines
