"""The form is looked at and sent as the file it makes, by the act that loads a file."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import cache

from pressure.access.permissions import Act, Actor, require
from pressure.actions.desk import checking
from pressure.actions.desk.checking import Checked
from pressure.actions.installation import Installation
from pressure.actions.return_form import drafting
from pressure.actions.return_form.drafting import Form
from pressure.actions.return_form.questions import file_of, in_rows
from pressure.actions.returns.loaded import Loaded
from pressure.actions.returns.loading import load
from pressure.domain.moments import day_of
from pressure.domain.readings import RETURN, Reading
from pressure.domain.refusals import Refusal
from pressure.ingest.given import digest
from pressure.ingest.read import read_file
from pressure.ingest.report import RowNote
from pressure.ingest.sources import source
from pressure.ingest.workbooks.limits import limits_of
from pressure.store import councils, readings
from pressure.store.engine import reading, writing
from pressure.store.return_form import answers

CHANGED = "The answers have changed since you read them. Read them again before you send them."
FIRST_ROW = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class AsFile:
    """The return that a form makes: its bytes and digest, and which question each of its rows answers."""

    name: str
    data: bytes
    sha256: str
    rows: Mapping[int, str]


def as_file(form: Form) -> AsFile | None:
    """None where nothing is answered."""
    answered = tuple(in_rows(form.answered))
    if not answered:
        return None
    data = file_of(form.council.code, form.week_ending, answered)
    return AsFile(
        name=f"form-{form.council.code}-{form.week_ending.isoformat()}.csv",
        data=data,
        sha256=digest(data),
        rows={number: question.id for number, (question, _) in enumerate(answered, start=FIRST_ROW)},
    )


def look(installation: Installation, *, by: Actor, made: AsFile) -> Checked:
    """What sending it would do: the same code as for a file. Raises Refusal as loading does."""
    return checking.check(installation, by=by, data=made.data, name=made.name)


def notes_of(checked: Checked) -> tuple[RowNote, ...]:
    """What was said of each row."""
    return tuple(RowNote(**{f.name: note[f.name] for f in fields(RowNote)}) for note in checked.loaded["errors"])  # type: ignore[literal-required]


def problems(installation: Installation, *, by: Actor, form: Form, made: AsFile) -> tuple[RowNote, ...]:
    """What the reader of a return says of a part, for a team that sees no other and sends nothing."""
    require(by, Act.SAVE_PART, [form.council.code])
    described, at = source(RETURN, installation.settings.sources_dir), installation.now()
    own = {question.id for question in form.questions}
    with reading(installation.engine) as connection:
        known_councils = councils.load_all(connection)

        @cache
        def known(code: str, week: date) -> Mapping[str, Reading]:
            found = readings.return_of_week(connection, code, week, known_at=at)
            return {name: one for name, one in found.items() if name in own}

        taken = read_file(
            described,
            made.data,
            name=made.name,
            councils=known_councils,
            book=installation.book(),
            today=day_of(at),
            recorded_at=at,
            known=known,
            limits=limits_of(installation.settings, described),
        )
    return taken.notes


def send(
    installation: Installation,
    *,
    by: Actor,
    council_code: str,
    week_ending: date,
    sha256: str,
    accept_held: int | None = None,
    reason: str = "",
    names_nobody: bool = True,
) -> Loaded:
    """Load exactly the answers that were shown, by their digest, as a file of them is loaded. What was taken whole is
    then kept as typed no longer; while a figure is held or not accepted, every answer stays. Raises Refusal, and
    FileRefused."""
    require(by, Act.LOAD_RETURN, [council_code])
    form = drafting.opened(installation, by=by, council_code=council_code, week_ending=week_ending)
    made = as_file(form)
    if made is None:
        raise Refusal("Nothing is answered, so there is nothing to send.")
    if made.sha256 != sha256:
        raise Refusal(CHANGED)
    loaded = load(
        installation,
        by=by,
        source_id=RETURN,
        data=made.data,
        name=made.name,
        accept_held=accept_held,
        reason=reason,
        names_nobody=names_nobody,
    )
    if not (loaded.held or loaded.rejected):
        with writing(installation.engine) as connection:
            answers.remove(connection, council_code, week_ending, form.versions)
    return loaded
