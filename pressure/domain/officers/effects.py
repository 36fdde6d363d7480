"""What a signature does to a level."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """The levels published before and after, each with its status, by the figures of the newest scheduled release.
    `begins` is when a measure that has not begun yet would be in force; None at once."""

    before: int | None
    before_status: str
    after: int | None
    after_status: str
    begins: datetime | None = None

    @property
    def moves(self) -> bool:
        """Whether a reader of the page would see another level."""
        return (self.before, self.before_status) != (self.after, self.after_status)
