"""Numbers as offices write them: thousands in groups, where a group can be nothing else. Nothing is rounded."""

import re

from pressure.ingest.report import RowRejected, quoted

NUMBERS = ("numerator", "denominator", "value")
_COMMAS = re.compile(r"[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]+)?")
_SPACES = re.compile(r"[1-9][0-9]{0,2}(([ \u00a0\u2009\u202f])[0-9]{3})(\2[0-9]{3})*(\.[0-9]+)?")
_WHOLE = re.compile(r"([0-9]+)\.0{1,2}")
_POINT_AND_THREE = re.compile(r"[1-9][0-9]{0,2}(\.[0-9]{3})+")


def plain(text: str, *, commas: bool = True) -> str:
    """The same number as digits alone: “2,510” and “2 510” are 2510, “2510.0” is 2510; all else as it was. Where
    semicolons stand between cells a comma may stand before decimals, and `commas` is off."""
    shown = text.strip()
    if shown.isdecimal():
        return text
    if found := _WHOLE.fullmatch(shown):
        return found[1]
    if commas and _COMMAS.fullmatch(shown):
        return plain(shown.replace(",", ""))
    if spaces := _SPACES.fullmatch(shown):
        return plain(shown.replace(spaces[2], ""))
    return text


def check_one_meaning(text: str, column: str) -> None:
    """Raises RowRejected for “1.234”, typed: here it is a little over one, elsewhere one thousand."""
    shown = text.strip()
    if "." not in shown or not _POINT_AND_THREE.fullmatch(shown):
        return
    whole, short = shown.replace(".", ""), shown[: shown.index(".") + 3]
    raise RowRejected(
        column,
        found=f"{quoted(shown)}, which can be read in two ways",
        expected="a number that can be read in one",
        next_step=f"Write {whole} if the point stands between thousands, or two decimals, such as {short}.",
    )


def check_no_share(text: str, column: str) -> None:
    """Raises RowRejected for a percentage typed or shown where the two counts belong."""
    if "%" not in text:
        return
    raise RowRejected(
        column,
        found=quoted(text),
        expected="two numbers in two cells: how many in numerator, and out of how many in denominator",
        next_step="Write both counts. The percentage is worked out from them.",
    )
