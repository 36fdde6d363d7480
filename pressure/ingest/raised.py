"""What a source's files may hold above the limits of an installation, as its description says."""

from collections.abc import Mapping

from pydantic import Field

from pressure.rules.shapes import Shape


class RaisedLimits(Shape):
    """Each is 0 where the installation's own limit holds; a limit is raised, never lowered. `bytes` is of the file
    as it comes, and the rest of a workbook (docs/deploy.md). Memory and columns are not raised by any source."""

    bytes: int = Field(default=0, ge=0)
    unpacked_bytes: int = Field(default=0, ge=0)
    rows: int = Field(default=0, ge=0)
    cells: int = Field(default=0, ge=0)
    seconds: int = Field(default=0, ge=0)
    processor_seconds: int = Field(default=0, ge=0)
    answer_bytes: int = Field(default=0, ge=0)

    @property
    def of_a_workbook(self) -> Mapping[str, int]:
        return self.model_dump(exclude={"bytes"})
