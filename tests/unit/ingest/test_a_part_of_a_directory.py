"""A share counted from a part of what there is: refused where the file shows it, else held beside the file before."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from pressure.domain.readings import Reading
from pressure.ingest.fetch.comparing import file_doubts
from pressure.ingest.report import FileAccount, FileRefused
from tests.rating_cases import reading
from tests.shipped_sources import source

LINCOLNSHIRE = "cqc-latest-ratings-lincolnshire"
PARTS: dict[str, Callable[[int, int], bool]] = {
    "the first half": lambda n, at: at < n / 2,
    "the second half": lambda n, at: at > n / 2,
    "every third row": lambda _, at: at % 3 == 0,
}
Take = Callable[..., FileAccount]


def whole() -> list[str]:
    return source(LINCOLNSHIRE).shipped_file.read_text("utf-8").splitlines(keepends=True)


def doubts(now: FileAccount, before: FileAccount) -> str:
    known = {r.key: r for r in before.readings}
    told = file_doubts(now, known, None, {"E10000019": "Lincolnshire"})
    return " ".join(f"{d.sentence} {d.figures}" for d in told)


@pytest.mark.parametrize("part", PARTS.values(), ids=PARTS)
def test_a_directory_with_a_part_of_its_rows_waits(take: Take, part: Callable[[int, int], bool]) -> None:
    """Of 262 homes 188, 74 or some more are left: every row can be read, and the share is another one."""
    lines = whole()
    before = take("".join(lines).encode(), LINCOLNSHIRE)
    left = lines[:1] + [line for at, line in enumerate(lines[1:]) if part(len(lines), at)]
    now = take("".join(left).encode(), LINCOLNSHIRE)
    said = doubts(now, before)
    assert "in 1 of 1 areas its figures are out of far fewer than before" in said
    assert "out of 262, now out of" in said
    assert doubts(before, before) == ""


@pytest.mark.parametrize(
    ("homes", "is_held"),
    [
        ([(80, 80), (80, 61)], False),
        ([(80, 80), (80, 59)], True),  # one council has lost a quarter of its homes
        ([(20, 20), (20, 12)], False),  # eight homes closed
        ([(20, 14), (20, 14)], True),  # in every council at once
        ([(80, 200)], False),
    ],
)
def test_a_quarter_fewer_is_far_fewer(homes: list[tuple[int, int]], is_held: bool) -> None:
    def of(which: int) -> list[Reading]:
        own = [reading("cap_quality_ri_inad", count=both[which] // 4, row=2) for both in homes]
        return [
            replace(r, row=n, council_code=f"X{n}", denominator=both[which])
            for n, (r, both) in enumerate(zip(own, homes, strict=True), 2)
        ]

    counts = {"read": 2, "accepted": 2, "held": 0, "rejected": 0, "not_needed": 0, "size": 1}
    now = FileAccount(source_id="s", file="f", sha256="", encoding="", readings=tuple(of(1)), notes=(), **counts)
    told = file_doubts(now, {r.key: r for r in of(0)}, None, {})
    assert any("far fewer" in d.sentence for d in told) == is_held


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (",Y,", ",Yes,", "column care_home: found “Yes”"),
        (",Y,", ",y,", "column care_home: found “y”"),
        (",Overall,", ",OVERALL,", "no care home's overall rating in any row"),
        ("Social Care Org", "Social Care Organisation", "no care home's overall rating in any row"),
        (",Inadequate,", ",Special measures,", "column rating: found “Special measures”"),
    ],
)
def test_a_renamed_word_refuses_the_directory(take: Take, old: str, new: str, says: str) -> None:
    with pytest.raises(FileRefused) as error:
        take("".join(whole()).replace(old, new).encode(), LINCOLNSHIRE)
    assert re.search(re.escape(says), str(error.value))
