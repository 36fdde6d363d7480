"""Figures that are held for a second look: whoever sends them says once why they are right."""

from dataclasses import dataclass

from pressure.actions.desk.checking import Checked
from pressure.actions.returns.revision_reasons import choices, reason_told
from pressure.domain.rulebook import GivenFor
from pressure.shell import picking
from pressure.shell.officers import acts
from pressure.shell.officers.acts import Inside
from pressure.words.officers import pages as words


@dataclass(frozen=True, slots=True)
class Right:
    """Why held figures are right, as it was chosen and written; `names_nobody` says that its words are about no
    person."""

    chosen: str = ""
    written: str = ""
    names_nobody: bool = True


def ask(checked: Checked, inside: Inside) -> Right:
    """Ask why the held figures of a return are right. Nothing is asked where none is held."""
    if not checked.held:
        return Right()
    given = choices(inside.installation.book(), GivenFor.HELD_IS_RIGHT)
    chosen = picking.answer(words.HELD_REASON, f"reason {checked.key}", given, listed=False) or ""
    written = picking.words(words.HELD_WHY, f"why {checked.key}", inside.person_id, line=True)
    return Right(chosen, written, acts.names_nobody(checked.key, written))


def reason(checked: Checked, said: Right, inside: Inside) -> str:
    """What an act is given; "" where nothing is held. Raises Refusal where no reason was told."""
    if not checked.held:
        return ""
    return reason_told(inside.installation.book(), GivenFor.HELD_IS_RIGHT, said.chosen, said.written)
