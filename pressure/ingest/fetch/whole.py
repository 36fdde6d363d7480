"""Whether what came is a file of the kind that was asked for, and all of it. A compressed answer cut short with a
length that fits passes every HTTP library without an error, so each file is asked for its own end."""

import zlib
from collections.abc import Iterable, Iterator

from pressure.ingest.fetch.found import NotFetched
from pressure.ingest.given import Given, beginning, length, opened
from pressure.ingest.publisher import Fetch

AGAIN = "Nothing of it is used; the next look asks again."
_PACKED = {"gzip": 16 + zlib.MAX_WBITS, "x-gzip": 16 + zlib.MAX_WBITS, "deflate": zlib.MAX_WBITS}
_PIECE = 1 << 20
_END_OF_ZIP, _LONGEST_COMMENT = b"PK\x05\x06", 65_557


def unpacked(pieces: Iterable[bytes], coding: str, most: int, address: str) -> Iterator[bytes]:
    """The body in pieces, unpacked here up to its own end and to `most` bytes. Raises NotFetched."""
    return _bounded(_plain(pieces, coding.strip().lower(), address), most, address)


def _bounded(pieces: Iterable[bytes], most: int, address: str) -> Iterator[bytes]:
    length = 0
    for piece in pieces:
        length += len(piece)
        if length > most:
            raise NotFetched(
                f"{address} is longer than {most:,} bytes. {AGAIN} If it is right, raise most_bytes of its source."
            )
        yield piece


def _plain(pieces: Iterable[bytes], coding: str, address: str) -> Iterator[bytes]:
    if coding in {"", "identity"}:
        yield from pieces
        return
    if coding not in _PACKED:
        raise NotFetched(f"{address} came packed as {coding!r}, which was not asked for. {AGAIN}")
    machine = zlib.decompressobj(_PACKED[coding])
    try:
        for piece in pieces:
            left = piece
            while left:  # never much at once, however much a little piece becomes
                yield machine.decompress(left, _PIECE)
                left = machine.unconsumed_tail
        yield machine.flush()
    except zlib.error as error:
        raise NotFetched(f"{address} came packed and is damaged ({error}). {AGAIN}") from error
    if not machine.eof or machine.unused_data:
        raise NotFetched(f"{address} came packed and without its own end: it was cut short. {AGAIN}")


def check_whole(data: Given, content_type: str, formats: tuple[str, ...], fetch: Fetch, address: str) -> None:
    """Size, kind and end of a file. Raises NotFetched."""
    start, size = beginning(data, _PIECE).lstrip(b"\xef\xbb\xbf \t\r\n"), length(data)
    if not start:
        raise NotFetched(f"{address} is empty. {AGAIN}")
    if start[:1] == b"<":
        raise NotFetched(f"{address} is a web page, not a file: probably one that tells of an error. {AGAIN}")
    kind = content_type.partition(";")[0].strip().lower()
    if kind not in fetch.content_types:
        raise NotFetched(
            f"{address} came as {kind or 'nothing said'!r}; expected {' or '.join(fetch.content_types)}. {AGAIN}"
        )
    if size < fetch.least_bytes:
        raise NotFetched(f"{address} has {size:,} bytes; expected at least {fetch.least_bytes:,}. {AGAIN}")
    if start.startswith(b"PK"):
        _workbook(_end(data), formats, address)
    elif "csv" in formats:
        _text(beginning(data, 4096), _end(data), address)
    else:
        raise NotFetched(f"{address} does not begin as a workbook does. {AGAIN}")


def _end(data: Given) -> bytes:
    with opened(data) as file:
        file.seek(max(0, length(data) - _LONGEST_COMMENT))
        return file.read()


def _workbook(end: bytes, formats: tuple[str, ...], address: str) -> None:
    if not {"xlsx", "ods"} & set(formats):
        raise NotFetched(f"{address} is a workbook or an archive; expected a CSV file. {AGAIN}")
    place = end.rfind(_END_OF_ZIP)
    comment = int.from_bytes(end[place + 20 : place + 22], "little") if place >= 0 else 0
    if place < 0 or place + 22 + comment != len(end):
        raise NotFetched(f"{address} is a workbook without its end: it was cut short. {AGAIN}")


def _text(start: bytes, end: bytes, address: str) -> None:
    if b"\0" in start and not start.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise NotFetched(f"{address} is neither text nor a workbook. {AGAIN}")
    if not end.endswith((b"\n", b"\r", b"\n\0", b"\0\n")):
        raise NotFetched(f"{address} ends in the middle of a line: it was cut short. {AGAIN}")
