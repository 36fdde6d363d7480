"""Which of the files listed is taken: the newest by the period it names, never by where or when it was put up."""

from datetime import date
from pathlib import PurePosixPath

from pressure.ingest.fetch.found import Found, NotFetched
from pressure.ingest.fetch.periods import days_named, periods_named
from pressure.ingest.publisher import Fetch


def chosen(files: list[Found], fetch: Fetch, since: date | None = None) -> list[Found]:
    """The newest file, or with `since` one for each period that ended on that day or later, oldest first. Of two
    files for one period the one that the publisher put up later. Raises NotFetched where they cannot be told apart."""
    if fetch.period == "file":
        return [_latest(files, "that fit")]
    by_period: dict[date, list[Found]] = {}
    for file in files:
        by_period.setdefault(_period(file, fetch), []).append(file)
    periods = sorted(by_period)
    wanted = [p for p in periods if p >= since] if since else periods[-1:]
    return [_latest(by_period[p], f"for the period to {p:%-d %B %Y}").of(p) for p in wanted]


def _period(file: Found, fetch: Fetch) -> date:
    """The period in the file's name, else in the words of its link; of a directory the day as at which it stands."""
    find = days_named if fetch.period == "day" else periods_named
    named = find(file.name) or find(file.title)
    if not named:
        what = "day" if fetch.period == "day" else "period"
        raise NotFetched(f"The link to {file.name} names no {what}. Look at the publisher's page.")
    return max(named)


def _latest(files: list[Found], what: str) -> Found:
    ranked = sorted(files, key=_rank)
    if len(ranked) > 1 and _rank(ranked[-1]) == _rank(ranked[-2]):
        names = ", ".join(sorted(f.name for f in ranked if _rank(f) == _rank(ranked[-1])))
        raise NotFetched(
            f"There are several files {what}: {names}. Look which is right, and make the pattern narrower."
        )
    return ranked[-1]


def _rank(file: Found) -> tuple[str, str, bool]:
    """When it was changed, by word of the publisher; the folder it lies in (uploads/2026/10); whether it is revised."""
    return file.changed, str(PurePosixPath(file.address).parent), "revis" in file.name.lower()
