"""What the client asked for: codings it accepts, versions it holds, the range it wants."""

import re
from dataclasses import dataclass

_RANGE = re.compile(r"^bytes=(\d*)-(\d*)$")


def accepts_gzip(accept_encoding: str) -> bool:
    """Whether gzip is acceptable; a quality of zero refuses it."""
    for part in accept_encoding.lower().split(","):
        coding, _, quality = part.strip().partition(";")
        if coding.strip() in {"gzip", "x-gzip", "*"}:
            return not re.fullmatch(r"\s*q=0(\.0*)?\s*", quality)
    return False


def etags(digest: str) -> tuple[str, str]:
    """Strong ETags of the plain and of the gzip form: a strong ETag stands for one form only."""
    return f'"{digest}"', f'"{digest}-gzip"'


def already_has(if_none_match: str, digest: str) -> bool:
    """Whether the client holds this version, in either form."""
    held = {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}
    return bool(held & {*etags(digest), "*"})


@dataclass(frozen=True, slots=True)
class Span:
    """Bytes from first to last, both included."""

    first: int
    last: int

    @property
    def length(self) -> int:
        return self.last - self.first + 1


class OutOfRangeError(ValueError):
    """The file is shorter than the range asked for."""


def span_asked(header: str, size: int) -> Span | None:
    """The one range asked for; None when there is none or it is not understood, so that the whole is sent."""
    match = _RANGE.match(header.strip())
    if match is None or match.groups() == ("", ""):
        return None
    first, last = match.groups()
    if not first:
        span = Span(max(0, size - int(last)), size - 1) if int(last) else Span(size, size)
    else:
        span = Span(int(first), min(int(last), size - 1) if last else size - 1)
        if last and int(last) < int(first):
            return None
    if span.first >= size:
        raise OutOfRangeError(header)
    return span
