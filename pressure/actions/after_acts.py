"""What officers' acts do to the public pages, at once: the act first, in its own transaction, then a release.

A release that fails takes nothing back: the act stays, and `owing` publishes it as soon as that works again."""

from dataclasses import dataclass, replace
from datetime import date
from time import monotonic

import structlog

from pressure.access.permissions import OPERATOR, Actor
from pressure.actions.declarations import declaring, remarks, social_worker_views
from pressure.actions.installation import Installation, track_of
from pressure.actions.releases.publishing import publish
from pressure.actions.returns import loading
from pressure.actions.statements import replying
from pressure.domain.refusals import Refusal
from pressure.release import site
from pressure.store import councils, declarations
from pressure.store import readings as reading_store
from pressure.store.engine import reading
from pressure.store.statements import STATEMENT


@dataclass(frozen=True, slots=True)
class PublishedAct:
    """The release that shows the act, "" when making it failed; the council's public page; how long it all took.
    `waits_for` is the day on which a statement comes out that an election keeps back."""

    release_id: str
    page: str
    seconds: float
    waits_for: date | None = None

    @property
    def public(self) -> bool:
        return bool(self.release_id) and self.waits_for is None


def sign_and_publish(
    installation: Installation, *, by: Actor, declaration_id: str, text_sha256: str, names_nobody: bool
) -> PublishedAct:
    """Sign exactly this text; rating, release, plain page, register and feed follow before this returns."""
    began = monotonic()
    done = declaring.sign(
        installation, by=by, declaration_id=declaration_id, text_sha256=text_sha256, names_nobody=names_nobody
    )
    return release_for(installation, done.council_code, reason="declaration", began=began)


def withdraw_and_publish(
    installation: Installation, *, by: Actor, load_id: int, reason: str, names_nobody: bool
) -> PublishedAct:
    """Take a load back, for a reason that names no person, and publish the correction."""
    began = monotonic()
    told = loading.withdraw(installation, by=by, load_id=load_id, reason=reason, names_nobody=names_nobody)
    with reading(installation.engine) as connection:
        codes = sorted(reading_store.councils_of_load(connection, load_id))
    code = codes[0] if codes else sorted(by.roles)[0][0]
    return release_for(installation, code, reason="correction", note=told, began=began)


def say_and_publish(
    installation: Installation, *, by: Actor, council_code: str, words: str, names_nobody: bool
) -> PublishedAct:
    """Publish the council's own statement. Where its release is of a day before an election that had not begun when it
    was kept, it waits until that is over."""
    began = monotonic()
    replying.say(installation, by=by, council_code=council_code, kind=STATEMENT, words=words, names_nobody=names_nobody)
    done = release_for(installation, council_code, reason="statement", began=began)
    waits = replying.kept_back(installation, [council_code]).values()
    return replace(done, waits_for=next(iter(waits), None))


def view_and_publish(
    installation: Installation,
    *,
    by: Actor,
    declaration_id: str,
    view: str,
    words: str,
    names_nobody: bool,
    text_sha256: str | None = None,
) -> PublishedAct | None:
    """Keep the principal social worker's view; a release follows when the measure is public already."""
    began = monotonic()
    social_worker_views.write_view(
        installation,
        by=by,
        declaration_id=declaration_id,
        view=view,
        words=words,
        names_nobody=names_nobody,
        text_sha256=text_sha256,
    )
    code = declaration_id.rpartition("-")[0]
    with reading(installation.engine) as connection:
        filed = declarations.filed(
            connection, installation.book().declarations, council_code=code, known_at=installation.now()
        )
    if not any(f.declaration.signed_at for f in filed if f.declaration.declaration_id == declaration_id):
        return None
    return release_for(installation, code, reason="declaration", began=began)


def check_and_publish(
    installation: Installation, *, by: Actor, declaration_id: str, done_on: date | None, words: str, names_nobody: bool
) -> PublishedAct:
    """Keep a check from outside, and publish it."""
    began = monotonic()
    remarks.record_check(
        installation, by=by, declaration_id=declaration_id, done_on=done_on, words=words, names_nobody=names_nobody
    )
    return release_for(installation, declaration_id.rpartition("-")[0], reason="declaration", began=began)


def release_for(
    installation: Installation, council_code: str, *, reason: str, began: float, note: str = ""
) -> PublishedAct:
    """A release of the council's own track, by the installation on the officer's behalf. Whatever goes wrong with
    it is written down and told, and is no reason to think that the act was not kept."""
    with reading(installation.engine) as connection:
        council = councils.load_all(connection).get(council_code)
    if council is None:
        raise Refusal(f"There is no council {council_code}.")
    track = track_of(council)
    page = f"{site.base(demonstration=council.demonstration)}/councils/{council_code}/"
    try:
        made = publish(installation, by=OPERATOR, reason=reason, note=note, track=track)
    except Exception:  # a full disk, a lock, a fault: the act is kept all the same
        structlog.get_logger().exception("release_failed", reason=reason, council_code=council_code)
        return PublishedAct("", page, monotonic() - began)
    return PublishedAct(made.release_id, page, monotonic() - began)
