"""How much one workbook may hold and cost, as the operator set it; nothing else decides what is too large."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Each is a setting, PRESSURE_WORKBOOK_ and its name; docs/deploy.md says what it bounds."""

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


def in_force(raised: Mapping[str, int] = MappingProxyType({})) -> Limits:
    """The limits of this installation, or what one source raises above them."""
    from pressure.settings import settings  # not above: the cage has its limits by request, and no settings

    names = [field.name for field in fields(Limits)]
    return Limits(**{name: max(getattr(settings, f"workbook_{name}"), raised.get(name, 0)) for name in names})
