"""How much one workbook may hold and cost, as the operator set it; nothing else decides what is too large."""

from dataclasses import dataclass, fields


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


def in_force() -> Limits:
    """The limits of this installation."""
    from pressure.settings import settings  # not above: the cage has its limits by request, and no settings

    return Limits(**{field.name: getattr(settings, f"workbook_{field.name}") for field in fields(Limits)})
