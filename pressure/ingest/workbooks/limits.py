"""How much one file may hold and cost, as the operator set it; nothing else decides what is too large."""

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the cage has its limits by request, and neither settings nor sources
    from pressure.ingest.source import Source
    from pressure.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """`bytes` is of any file as it comes, PRESSURE_UPLOAD_LIMIT_BYTES. Each of the others is of a workbook, the setting
    PRESSURE_WORKBOOK_ and its name; docs/deploy.md says what it bounds."""

    bytes: int
    parts: int
    unpacked_bytes: int
    unpacked_times: int
    rows: int
    columns: int
    cells: int
    seconds: int
    processor_seconds: int
    memory_bytes: int
    answer_bytes: int


OF_A_WORKBOOK = tuple(field.name for field in fields(Limits) if field.name != "bytes")


def limits_of(configured: "Settings", source: "Source | None" = None) -> Limits:
    """The limits of an installation, or what one source raises above them."""
    raised = source.limits.of_a_workbook if source else {}
    return Limits(
        bytes=source.longest_file(configured.upload_limit_bytes) if source else configured.upload_limit_bytes,
        **{name: max(getattr(configured, f"workbook_{name}"), raised.get(name, 0)) for name in OF_A_WORKBOOK},
    )
