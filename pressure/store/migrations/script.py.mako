"""${message}"""

import sqlalchemy as sa
from alembic import op

from pressure.store.tables.types import Day, Exact, Moment

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}
