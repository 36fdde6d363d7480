"""The director confirms or comments on a week's return; silence never stops a release."""

from datetime import date

from pressure.access.permissions import Act, Actor, require
from pressure.actions.office import Office
from pressure.domain.declarations import Refusal
from pressure.domain.moments import day_of
from pressure.store import councils, officers_words, record
from pressure.store.engine import writing

LONGEST = 2000


def confirm(office: Office, *, by: Actor, council_code: str, week_ending: date, comment: str = "") -> None:
    """Say that a week's return is right, with a comment if any. The comment stays inside; the role is public."""
    if len(comment) > LONGEST:
        raise Refusal(f"Keep the comment below {LONGEST:,} characters.")
    with writing(office.engine) as connection:
        role, at = require(by, Act.CONFIRM_RETURN, [council_code]), office.moment(connection)
        council = councils.load_all(connection).get(council_code)
        if council is None or week_ending > day_of(at):
            raise Refusal("There is no such return.")
        office.check_reality([council])
        officers_words.add_confirmation(
            connection, council_code=council_code, week_ending=week_ending, comment=comment.strip(),
            by_person=by.person_id, by_role=role, confirmed_at=at)
        record.append(connection, action="confirm_return", at=at, by_person=by.person_id, by_role=role, what={
            "council_code": council_code, "week_ending": week_ending.isoformat(), "comment": bool(comment.strip())})
