"""Words that travel with the files: what they are, how to cite them, what an empty cell means, how to check them."""

from collections.abc import Mapping

from pressure.document.dictionary import named
from pressure.document.manifest import RecordLength
from pressure.document.names import as_parquet
from pressure.document.package import Constraint, Licence
from pressure.release.site import csv_name
from pressure.words.dates import uk_date
from pressure.words.numbers import counted
from pressure.words.quote import LICENCE, MAY_NOT

BADGE_TITLE = "A badge for your website"
BADGE_SAYS = "Pressure on adult social care: see the notice"
PACKAGE = (
    "How hard it is to get adult social care from each council in the United Kingdom, in four levels, with "
    "every figure and rule behind each level. Complete history, as published and as now believed."
)
DICTIONARY = (
    "Files are UTF-8 with commas and one header row. Times are UTC, days are days in the United Kingdom. "
    "Codes are text. An empty cell means unknown or does not apply; it never means nought."
)
TYPES = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "yes or no",
    "date": "date",
    "datetime": "date and time",
}
INVENTED = "These councils and all their figures are invented. Do not quote them.\n\n"
UNKNOWN, NEVER, GOES_ON = "unknown", "never rated", "goes on"
"""In a workbook: what is not known, a council before its first rating, and what is not over."""
BUNDLE_FAILED = "This file could not be made just now. Nothing was sent. Please try again in a minute."
READ_ME = """Care Pressure: data of release {release_id}
Published {published}

{invented}{package}

Cite as: {citation}
Licence: {licence}, {licence_path}
Figures of other publishers keep their own licences, named in {readings}.

You may not conclude:
{may_not}

Files
{files}

Beside a long table lies the same as Parquet, with its types: {parquet}.

What every column means: dictionary at {here}/data/dictionary/, as data in datapackage.json.
{dictionary}

To check that nothing is missing or changed: the sha256 and the number of rows of every file are in manifest.json.
To work out every level again from these files: pressure verify RELEASE_DIRECTORY
To see any file as it was in this release: {here}/releases/{release_id}/
The record before this release's own entry: {entries} entries, root {root}
Its signed checkpoint, which covers that entry too, and how to check both: {here}/releases/{release_id}/record/
Corrections to this release: {here}/corrections/{release_id}/
"""


def package_title(*, demonstration: bool) -> str:
    """Real and invented councils never pass for each other."""
    return "Care Pressure: Demonstration Region (invented)" if demonstration else "Care Pressure: pressure levels"


def citation(release_id: str, published_at: str, here: str) -> str:
    """Who, which release, when and where."""
    return f"Care Pressure, release {release_id}, published {uk_date(published_at)}, {here}/releases/{release_id}/data/"


def read_me(
    *,
    release_id: str,
    published_at: str,
    base: str,
    address: str,
    licence: Licence,
    files: Mapping[str, str],
    demonstration: bool,
    before: RecordLength,
) -> str:
    """README.txt: what someone needs who has only the files."""
    here = f"{address}{base}"
    names = "\n".join(f"- {path.removeprefix('data/')}: {title}" for path, title in files.items())
    return READ_ME.format(
        release_id=release_id,
        published=uk_date(published_at),
        invented=INVENTED if demonstration else "",
        readings=csv_name("readings.csv", demonstration=demonstration),
        package=PACKAGE,
        citation=citation(release_id, published_at, here),
        licence=LICENCE,
        licence_path=licence["path"],
        may_not="\n".join(f"- {text}" for text in MAY_NOT),
        files=names,
        parquet=", ".join(as_parquet(path).removeprefix("data/") for path in files if _is_long(path)),
        here=here,
        dictionary=DICTIONARY,
        **before,
    )


def _is_long(path: str) -> bool:
    known = named(path)
    return known is not None and known.parquet


def allowed(constraints: Mapping[str, Constraint]) -> str:
    """What may stand in a column, in words."""
    parts = []
    values = constraints.get("enum")
    if isinstance(values, list):
        parts.append(f" One of: {', '.join(values)}.")
    if constraints.get("required"):
        parts.append(" Never empty.")
    return "".join(parts)


def about_workbook(*, count: int, release_id: str, published_at: str, here: str, demonstration: bool) -> list[str]:
    """What the workbook holds, and where the rest is."""
    return [
        *(["These councils and all their figures are invented. Do not quote them."] if demonstration else []),
        f"The sheet “ratings” has one row for each of {count:,} councils: its newest rating in release {release_id}.",
        f"The history is not in this workbook. It is complete in {here}/data/"
        f"{csv_name('ratings.csv', demonstration=demonstration)} and the files beside it.",
        "Times are UTC and, like codes, kept as text. An empty cell means unknown or does not apply.",
        f"Cite as: {citation(release_id, published_at, here)}",
        f"Licence: {LICENCE}",
    ]


def area_title(name: str, *, demonstration: bool) -> str:
    """Of the workbook of a nation or region."""
    return f"{package_title(demonstration=demonstration)}, {name}"


def about_area(name: str, *, levels: int, weeks: int, here: str, demonstration: bool) -> list[str]:
    """What the workbook of a nation or region holds, and where the rest is. It names no release: it stays the same from
    one to the next while nothing in it changes."""
    week, readings, runs = (
        f"{here}/data/{csv_name(table, demonstration=demonstration)}"
        for table in ("levels_by_week.csv", "readings.csv", "level_runs.csv")
    )
    return [
        *([INVENTED.strip()] if demonstration else []),
        f"The sheet “levels” has {counted(levels, 'row')}: every council in {name}, each level it has had since the "
        f"first publication and each time without one, the newest first. The same as in {runs}.",
        f"The sheet “weeks” has {counted(weeks, 'row')}: the level on each Sunday of the last year. Earlier ones are "
        f"in {week}, and the figures behind them in {readings}; both name the region of each row.",
        "An area has no level of its own, and councils stand in the order of the alphabet, never of their levels.",
        f"“{GOES_ON}”: not over when this was made. “{UNKNOWN}”: not known, or does not apply; it never means nought.",
        "Moments are UTC, days are days in the United Kingdom.",
        f"Cite as: Care Pressure, {name}, {here}/areas/, with the release whose address it came from; "
        f"{here}/releases/ lists them.",
        f"Licence: {LICENCE}",
    ]
