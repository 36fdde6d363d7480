"""Text of one cell to a typed value, or a fault in plain words. A blank is never zero and nothing is guessed."""

import re
from decimal import Decimal

from pressure.ingest.marks import standing_alone
from pressure.ingest.report import RowRejected, quoted

MOST_DIGITS = 10
_WHOLE = re.compile(r"[0-9]+")
_DECIMAL = re.compile(r"[0-9]+(\.[0-9]+)?")
_ODDITIES = (
    (re.compile(r"-\s*[0-9.,]+"), "a figure of zero or more", "A count cannot be negative; correct it."),
    (
        re.compile(r"[0-9]{1,3}([ ,'\u00a0\u202f][0-9]{3})+(\.[0-9]+)?"),
        "digits only",
        "Take out the separators between thousands.",
    ),
    (re.compile(r"[0-9]+,[0-9]+"), "a point before the decimals", "Write 12.5, not 12,5."),
    (
        re.compile(r"[0-9.]+\s*(\[(note \d+|[preb])\]\s*|[\u00b9\u00b2\u00b3\u2070\u2074-\u2079])+"),
        "a figure without a footnote mark",
        "Take out the raised mark, or write what it says into the note.",
    ),
    (
        re.compile(r"(-?[0-9]+ days?, )?[0-9]{1,4}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?"),
        "a number, not a length of time",
        "Write hours as a number: 36 and a half are 36.5.",
    ),
    (
        re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}( [0-9:.]+)?"),
        "a number, not a day",
        "The spreadsheet made a day of it. Format the cell as a number and type the figure again.",
    ),
    (re.compile(r"[0-9.,]+\s*%"), "a number without a sign", "Take out the per cent sign."),
    (
        re.compile(r"[-+]?[0-9.]+e[-+]?[0-9]+", re.IGNORECASE),
        "a number written out in full",
        "Write the number out without an exponent.",
    ),
    (re.compile(r"[-+]?(inf|infinity|nan)", re.IGNORECASE), "a number", "Write the figure, or send not_submitted."),
    (re.compile(r"[=+@].*", re.DOTALL), "a number, not a formula", "Paste the values in place of formulas."),
    (
        re.compile(
            r"(#(REF|N/A|VALUE|DIV/0|NAME|NUM|NULL|SPILL|CALC|FIELD|GETTING|BUSY|BLOCKED|CONNECT)|err:\d).*",
            re.IGNORECASE,
        ),
        "a number",
        "The spreadsheet shows an error here; correct it.",
    ),
)


def whole_number(text: str, column: str) -> int:
    """A count: digits only, zero or more."""
    shown = text.strip()
    if _WHOLE.fullmatch(shown) and len(shown) <= MOST_DIGITS:
        return int(shown)
    if _DECIMAL.fullmatch(shown) and len(shown) <= MOST_DIGITS:
        raise RowRejected(
            column,
            found=quoted(shown),
            expected="a whole number, such as 12",
            next_step="Only a daily average and hours of care may have decimals; send the whole count.",
        )
    raise _not_a_number(shown, column, "a whole number, such as 12")


def decimal_number(text: str, column: str) -> Decimal:
    """An exact decimal of zero or more, without an exponent; at most ten digits before the point."""
    shown = text.strip()
    if _DECIMAL.fullmatch(shown) and len(shown.partition(".")[0]) <= MOST_DIGITS and len(shown) <= 2 * MOST_DIGITS:
        return Decimal(shown)
    raise _not_a_number(shown, column, "a number, such as 12.5")


def percentage(text: str, column: str) -> Decimal:
    """A decimal of at most 100, as a publisher gives it."""
    value = decimal_number(text, column)
    if value > 100:
        raise RowRejected(
            column, found=quoted(text), expected="a percentage of at most 100", next_step="Ask the publisher."
        )
    return value


def count_and_scale(text: str, column: str) -> tuple[int, int]:
    """A count that may carry decimals, as a whole number and the power of ten it is divided by."""
    exact = decimal_number(text, column).normalize()
    places = -min(int(exact.as_tuple().exponent), 0)
    if places > 4:
        raise RowRejected(
            column, found=quoted(text), expected="at most four decimals", next_step="Round it to one or two."
        )
    return int(exact.scaleb(places)), 10**places


def one_of(text: str, column: str, allowed: tuple[str, ...], next_step: str) -> str:
    """A word from a list, exactly as written there."""
    shown = text.strip()
    if shown in allowed:
        return shown
    raise RowRejected(
        column, found=quoted(shown), expected=f"one of {', '.join(a for a in allowed if a)}", next_step=next_step
    )


def _not_a_number(shown: str, column: str, expected: str) -> RowRejected:
    if not shown:
        return RowRejected(
            column,
            found="nothing",
            expected="a figure",
            next_step="A blank is not zero: write 0 if there were none, or send not_submitted.",
        )
    if _DECIMAL.fullmatch(shown):
        return RowRejected(
            column,
            found=quoted(shown),
            expected=f"a number of at most {MOST_DIGITS} digits",
            next_step="Check the figure.",
        )
    for pattern, wanted, next_step in _ODDITIES:
        if pattern.fullmatch(shown):
            return RowRejected(column, found=quoted(shown), expected=wanted, next_step=next_step)
    if standing_alone(shown):
        return RowRejected(
            column,
            found=f"the mark {quoted(shown)}",
            expected=expected,
            next_step="Send the exact figure (small counts are suppressed on publication), or leave the cell "
            "empty and write not_submitted in the status column.",
        )
    return RowRejected(
        column, found=quoted(shown), expected=expected, next_step="Correct the cell and load the file again."
    )
