"""An officer's desk as a board: what is to send, to confirm, to sign, and what is in force and due."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from pressure.access.permissions import Act, Actor
from pressure.actions.desk import links
from pressure.actions.desk.desk import DUE, LATE, PART, SENT, Desk, Matter, Return, Undone
from pressure.actions.readers.standing import standing
from pressure.document.shapes import is_rated
from pressure.domain.calendar import next_release
from pressure.domain.councils import Council
from pressure.domain.officers.effects import Effect
from pressure.domain.rating.points import register_level
from pressure.domain.rulebook import Rulebook
from pressure.drawing.blocks import Link
from pressure.drawing.board import Card, Lane
from pressure.shell.officers.desk import both_ways
from pressure.words.dates import short_date, uk_date, uk_moment
from pressure.words.nations import nation_of, title_there
from pressure.words.numbers import listed
from pressure.words.officers import board as words
from pressure.words.officers import pages
from pressure.words.officers.measures import titled

Levels = Mapping[str, int | None]
"""The published level of each council by its code; None where it has none."""


def published(site_dir: Path, councils: Iterable[Council]) -> dict[str, int | None]:
    """The level each has in the release in force."""
    stands = ((council.code, standing(site_dir, council.code)) for council in councils)
    return {
        code: one.document["rating"]["level_published"] if one and is_rated(one.document) else None
        for code, one in stands
    }


def lanes(
    desk: Desk, actor: Actor, levels: Levels, now: datetime, book: Rulebook, effects: Mapping[str, Effect]
) -> tuple[Lane, ...]:
    """Four lanes, in the order of the work. Who may not act sees the same cards without a button."""
    release = next_release(book.calendar, now)
    return (
        Lane(
            words.TO_SEND,
            words.BY_DATA_OFFICER,
            (
                *(_to_send(item, actor, release) for item in desk.returns if item.state != SENT),
                *(_undone(item, actor, book) for item in desk.undone),
            ),
            words.ALL_SENT,
        ),
        Lane(
            words.TO_CONFIRM,
            words.BY_DIRECTOR,
            tuple(_to_confirm(item, actor) for item in desk.returns if item.to_confirm),
            words.NONE_TO_CONFIRM,
        ),
        Lane(
            words.TO_SIGN,
            words.BY_SIGNATORY,
            tuple(
                _to_sign(item, levels, book, effects)
                for item in sorted(desk.waiting, key=lambda m: (not m.mine, m.waits_until))
            ),
            pages.NOTHING_TO_SIGN,
        ),
        Lane(
            words.IN_FORCE,
            words.BY_DIRECTOR,
            (
                *(_used(item, actor, book) for item in desk.returns if item.used),
                *(_standing(item, actor, book) for item in desk.standing),
            ),
            pages.NONE_STANDING,
        ),
    )


def for_you(of: tuple[Lane, ...]) -> str:
    """How much waits for whoever looks, and the first of it."""
    yours = [card for lane in of for card in lane.cards if card.yours]
    if not yours:
        return words.NOTHING_WAITS
    return (words.ONE_WAITS if len(yours) == 1 else words.SOME_WAIT).format(
        number=len(yours), first=f"{yours[0].kind}: {yours[0].title}"
    )


def _of_week(item: Return) -> str:
    return pages.RETURN_OF.format(council=item.council.name, week=short_date(item.week_ending))


def _to_send(item: Return, actor: Actor, release: datetime) -> Card:
    own = bool(actor.role_for(Act.LOAD_RETURN, item.council.code))
    typed, as_file = both_ways(item.council.code, item.week_ending)
    missing = pages.MISSING.format(what=listed(item.missing).lower()).strip() if item.state == PART else ""
    state = pages.STATES[item.state].format(when=uk_moment(item.due_at))
    return Card(
        kind=words.RETURN,
        title=_of_week(item),
        said=(f"{'' if item.state == LATE else state} {missing}".strip(),),
        late=state if item.state == LATE else "",
        effect=words.DECIDES.format(release=uk_date(release)),
        after=words.STILL_COUNTS if item.state in {DUE, LATE} else "",
        to=typed if own else None,
        or_to=as_file if own else None,
        yours=own,
    )


def _to_confirm(item: Return, actor: Actor) -> Card:
    own = bool(actor.role_for(Act.CONFIRM_RETURN, item.council.code))
    state = pages.CHANGED if item.changed else pages.UNCONFIRMED
    return Card(
        kind=words.RETURN,
        title=_of_week(item),
        said=(f"{pages.STATES[item.state]} {state}",),
        effect=words.LEVEL_STAYS,
        after=words.CONFIRMING_ADDS,
        to=Link(words.CONFIRM, links.confirm(item.council.code)) if own else None,
        yours=own,
    )


def _used(item: Return, actor: Actor, book: Rulebook) -> Card:
    own = bool(actor.role_for(Act.PROPOSE, item.council.code))
    measures = listed([f"“{titled(measure_id, book)}”" for measure_id in item.used])
    return Card(
        kind=words.USED,
        title=_of_week(item),
        said=(words.USED_SAID.format(measures=measures),),
        effect=words.USED_SHOWN.format(days=book.floors.used_not_declared_after_days),
        to=Link(words.DECLARE, links.declare(item.council.code, item.used[0])) if own else None,
        yours=own,
    )


def _to_sign(item: Matter, levels: Levels, book: Rulebook, effects: Mapping[str, Effect]) -> Card:
    effect, change, after = _effect(item, levels.get(item.council.code), effects)
    kind = pages.KINDS[item.kind] if item.kind else ""
    return Card(
        kind=words.WAITING if item.mine else words.WAITS_FOR_OTHERS,
        title=_title(item, book, kind),
        said=(words.LAPSES.format(until=uk_moment(item.waits_until)),),
        effect=effect,
        levels=change,
        after=after,
        to=Link(pages.OPEN_SIGN, links.sign(item.declaration.declaration_id)) if item.mine else None,
        yours=item.mine,
    )


def _effect(item: Matter, level: int | None, effects: Mapping[str, Effect]) -> tuple[str, tuple[int | None, ...], str]:
    """What a signature would do to the published level, by the rating with it added."""
    effect = effects.get(item.declaration.declaration_id)
    if effect is None:
        return "", (level,), ""
    if effect.moves:
        after = words.FROM_THEN.format(day=uk_date(effect.begins)) if effect.begins else words.WITHIN_SECONDS
        return words.LEVEL, (effect.before, effect.after), after
    return words.LEVEL_STAYS, (effect.before,), words.PUBLIC_IN_SECONDS


def _floor(measure_id: str, book: Rulebook) -> int | None:
    found = book.exceptional(measure_id)
    return register_level(found.stage, book) if found else None


def _standing(item: Matter, actor: Actor, book: Rulebook) -> Card:
    own, floor = bool(actor.role_for(Act.PROPOSE, item.council.code)), _floor(item.measure_id, book)
    review = pages.REVIEW_BY.format(day=uk_date(item.declaration.review_by))
    view = pages.VIEW_SAID.format(view=pages.VIEWS[item.view].lower()) if item.view else pages.NO_VIEW_SAID
    return Card(
        kind=words.STANDING,
        title=_title(item, book),
        said=(f"{review}. {title_there(view, nation_of({'nation_code': item.council.nation_code}, book), book)}",),
        late=f"{pages.OVERDUE.lstrip('. ')}." if item.review_overdue else "",
        effect=words.HOLDS.format(level=floor) if floor else words.DOES_NOT_HOLD,
        to=Link(pages.OPEN_DECLARE, links.renew_or_end(item)) if own else None,
        yours=own and item.review_overdue,
    )


def _undone(item: Undone, actor: Actor, book: Rulebook) -> Card:
    said = pages.RETURNED.format(when=uk_moment(item.at), reason=item.reason) if item.reason else ""
    own = bool(actor.role_for(Act.PROPOSE, item.council.code))
    return Card(
        kind=words.SENT_BACK if item.reason else words.NOT_SIGNED,
        title=f"{item.council.name}: {pages.KINDS[item.kind]} “{titled(item.measure_id, book)}”",
        said=(said or pages.LAPSED.format(when=uk_moment(item.at)),),
        effect=words.CHANGED_NOTHING,
        to=Link(pages.PROPOSE_AGAIN, links.propose_again(item)) if own else None,
        yours=own,
    )


def _title(item: Matter, book: Rulebook, kind: str = "") -> str:
    what, where = titled(item.measure_id, book), f", {item.area}" if item.area else ""
    return f"{item.council.name}: {kind} “{what}”{where}" if kind else f"{item.council.name}: {what}{where}"
