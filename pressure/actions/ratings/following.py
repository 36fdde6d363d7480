"""What a rating follows: the one published before it, as it is now believed (METHOD 2, rule 8; ADR 0063)."""

from dataclasses import dataclass
from datetime import datetime

from pressure.domain.rating.results import Previous
from pressure.store import ratings, restatements
from pressure.store.engine import Connection


@dataclass(frozen=True, slots=True)
class Followed:
    """The rating before. `published` is what everybody was told, `previous` the same with what it leaves to the next
    once corrections have been worked through the weeks; `correction_id` names the one that made them differ."""

    published: Previous | None = None
    previous: Previous | None = None
    correction_id: str | None = None


def followed(connection: Connection, council_code: str, at: datetime, acts: datetime) -> Followed:
    """What a rating at a moment follows, by the corrections that had come out by another."""
    row = ratings.last_before(connection, council_code, at)
    if row is None:
        return Followed()
    again, published = restatements.of_rating(connection, row.id, acts), ratings.previous(row)
    previous = ratings.as_corrected(row, again)
    put_right = again is not None and published is not None and previous.left != published.left
    return Followed(published, previous, again.correction_id if again and put_right else None)
