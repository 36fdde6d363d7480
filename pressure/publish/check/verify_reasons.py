"""The part of `pressure verify` that compares each measure behind a rating with its published line."""

import csv
from collections.abc import Iterable, Mapping
from typing import cast

from pressure.document.rating import BriefLine, brief_line, document_of
from pressure.document.rows import ReasonRow
from pressure.document.shapes import MeasureLine, RatingPart
from pressure.document.values import stamp
from pressure.domain.rating.causes import Cause
from pressure.domain.rating.results import Rating, Reason
from pressure.domain.rulebook import Rulebook
from pressure.publish.check.published import OfCouncil, Row
from pressure.publish.check.verify_intervals import Difference
from pressure.publish.files.csv_text import line, written
from pressure.publish.files.ratings_rows import REASONS, reason_row

OF_THE_RATING = ("council_code", "rated_at")
"""The columns that a line begins with. The last is the release."""
OF_THE_MEASURE = REASONS[len(OF_THE_RATING) : -1]


class Told:
    """How each measure of a council was last told in a published file. Most are told alike for weeks, and are not
    worded anew."""

    def __init__(self) -> None:
        self._last: dict[str, tuple[Reason, BriefLine, str]] = {}

    def brief(self, rating: Rating, book: Rulebook, cause: Cause | None) -> RatingPart:
        """The public document of a rating, with the brief lines of its measures in the place of the whole ones."""
        measures = []
        for reason in rating.reasons:
            reason_before, made, _ = self._last.get(reason.measure.id, (None, None, ""))
            if reason_before is not reason or made is None:
                made = brief_line(reason)
                text = line(OF_THE_MEASURE, reason_row(made, "", "", ""))
                self._last[reason.measure.id] = reason, made, text.removesuffix("\n")
            measures.append(made)
        return document_of(rating, book, cause, cast("list[MeasureLine]", measures))

    def check_reasons(self, files: OfCouncil, row: Row, rating: Rating) -> None:
        """The lines of a rating that was told last. Raises Difference. They are read cell by cell only where their text
        is another than the one that would be written."""
        code, at, release_id = files.code, stamp(rating.rated_at), row["release_id"]
        told = [self._last[reason.measure.id] for reason in rating.reasons]
        lines = [f"{code},{at},{text},{release_id}\n" for *_, text in told]
        if files.reason_columns != list(REASONS) or files.reasons.get((row["published_at"], release_id)) != lines:
            _check_cells(files, row, [reason_row(made, code, at, release_id) for _, made, _ in told])


def _check_cells(files: OfCouncil, row: Row, right: Iterable[ReasonRow]) -> None:
    at = row["published_at"]
    cells = csv.DictReader(files.reasons.get((at, row["release_id"]), []), files.reason_columns)
    found = {line["measure_id"]: line for line in cells}
    every = [text for (moment, _), lines in files.reasons.items() if moment == at for text in lines]
    elsewhere = {line["measure_id"]: line for line in csv.DictReader(every, files.reason_columns)}
    for made in right:
        name = made["measure_id"]
        where = f"data/reasons_as_published.csv ({files.code}, {name}, {at})"
        if name not in found:
            if name in elsewhere:
                compare(where, elsewhere[name], made)
            raise Difference(f"{where}: the line is missing")
        compare(where, found.pop(name), made)
    if found:
        raise Difference(f"data/reasons_as_published.csv ({files.code}, {at}): {min(found)} has no place here")


def check_no_others(files: OfCouncil) -> None:
    """Check that every line belongs to a published rating. Raises Difference."""
    told = {(row["published_at"], row["release_id"]) for row in files.ratings}
    if others := files.reasons.keys() - told:
        at, release_id = min(others)
        raise Difference(f"data/reasons_as_published.csv ({files.code}, {at}): {release_id} has no place here")


def compare(where: str, found: Row, made: Mapping[str, object], but: Iterable[str] = ()) -> None:
    """Compare each column that was worked out. Raises Difference with the first that differs."""
    for column, value in made.items():
        right = written(column, value)
        if column not in but and found[column] != right:
            there = found[column] or "nothing"
            raise Difference(f"{where} column {column}: found {there}, worked out {right or 'nothing'}")
