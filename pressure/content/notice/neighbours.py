"""That a council is to end and who follows, and who was before it: named, dated, never added up."""

from collections.abc import Iterator

from pressure.content.notice.parts import Parts
from pressure.document.shapes import BeforePart
from pressure.drawing.blocks import Block, DefinitionList, Fold, Link, Section, Term, says
from pressure.words import ended as words
from pressure.words.dates import uk_date, uk_moment
from pressure.words.level import level_words
from pressure.words.numbers import separators

TO_END, BEFORE = "This council is to end", "Before this council"


def to_end(parts: Parts) -> Section:
    """Announced beforehand: until the last day nothing else changes."""
    ends = parts.document.get("ends")
    if ends is None:
        return Section("ends", TO_END, ())
    line = words.ends(parts.council["name"], ends["last_day"], ends["successors"], over=ends["over"])
    return Section("ends", TO_END, (says(line), says(words.RATING_TO_THE_END)))


def before(parts: Parts) -> Section:
    """The councils this one follows, with what was published about each when it ended."""
    found = parts.document.get("follows", [])
    if not found:
        return Section("before", BEFORE, ())
    named: list[str | Link] = [words.AFTER]
    one_day = len({one["last_day"] for one in found}) == 1
    for between, one in zip(separators(len(found)), found, strict=True):
        named += [between, Link(one["name"], f"{parts.base}/councils/{one['code']}/")]
        if not one_day or one is found[-1]:
            until = words.ALL_UNTIL if one_day and len(found) > 1 else words.UNTIL
            named.append(until.format(day=uk_date(one["last_day"])))
    blocks: list[Block] = [says(*named, words.NOT_ITS_OWN)]
    for one in found:
        blocks += _one(parts, one)
    return Section("before", BEFORE, tuple(blocks))


def _one(parts: Parts, one: BeforePart) -> Iterator[Block]:
    last, figures = one.get("last"), one.get("figures", [])
    if last is None:
        return
    level = level_words(last["level_published"], parts.book, last["status"])
    yield says(
        words.LAST_OF.format(name=one["name"], level=level, since=uk_moment(last["since"]))
        if last["level_published"]
        else words.LAST_NONE_OF.format(name=one["name"])
    )
    if figures:
        terms = tuple(
            Term(f["title"], (words.FIGURE.format(said=f["said"], day=uk_date(f["period_end"])),)) for f in figures
        )
        title = words.FIGURES_OF.format(name=one["name"], day=uk_date(one["last_day"]))
        yield Fold(title, (DefinitionList(terms, "quiet"), says(words.NOT_ADDED)))
