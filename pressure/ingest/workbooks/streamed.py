"""The rows of a large workbook: the cage writes them to a disk, and they are read from there one at a time."""

import json
import tempfile
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import IO

from pressure.ingest.given import Given
from pressure.ingest.report import FileRefused
from pressure.ingest.workbooks.limits import Limits
from pressure.ingest.workbooks.sheets import run, unsafe

_TAIL = 64
_END = b'{"end": true}\n'


class Streamed:
    """The rows of the sheet of a workbook that has the columns asked for, in a temporary file that goes with this
    object. A pattern says which sheets are looked at by their whole names; without one it is every sheet."""

    def __init__(
        self,
        given: Given,
        name: str,
        limits: Limits,
        *,
        columns: Mapping[str, Sequence[str]],
        may_have: Mapping[str, Sequence[str]],
        every_column: bool,
        kind: str = "ods",
        sheet: str = "",
    ) -> None:
        """Raises FileRefused, for the same reasons as any workbook."""
        request = {
            "format": kind,
            "sheet": sheet,
            "columns": [list(names) for names in columns.values()],
            "may_have": [name for names in may_have.values() for name in names],
            "every_column": every_column,
            "limits": asdict(limits),
        }
        self._name = name
        self._answer: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 it is closed with this object
        run(json.dumps(request), given, self._answer, name, limits.seconds)
        self._check_complete()
        self.sheet = self._named()

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Each row with its number. One walk at a time."""
        self._answer.seek(0)
        for text in self._answer:
            try:
                line = json.loads(text)
                if "row" in line:
                    yield int(line["row"]), [str(cell) for cell in line["cells"]]
            except (ValueError, KeyError, TypeError) as error:
                raise unsafe(self._name) from error

    def _named(self) -> str:
        """The sheet that has them, before the first walk."""
        self._answer.seek(0)
        try:
            return str(json.loads(self._answer.readline())["sheet"])
        except (ValueError, KeyError, TypeError) as error:
            raise unsafe(self._name) from error

    def _check_complete(self) -> None:
        """Before a row is used: the last line is the end, or the reason of a refusal."""
        size = self._answer.seek(0, 2)
        self._answer.seek(max(0, size - _TAIL))
        if self._answer.read().endswith(_END):
            return
        self._answer.seek(0)
        last = deque(self._answer, maxlen=1)
        try:
            found, expected, next_step = (str(part) for part in json.loads(last[0])["refused"])
        except (ValueError, LookupError, TypeError) as error:
            raise unsafe(self._name) from error
        raise FileRefused(file=self._name, found=found, expected=expected, next_step=next_step)
