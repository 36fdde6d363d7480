"""A council without a level is told on its desk what it needs for one, from the rules and from what has come."""

from pathlib import Path

from pressure.access.permissions import OPERATOR, Actor, Role
from pressure.actions.desk.first_level import first_level
from pressure.actions.people import officers
from pressure.actions.releases.publishing import publish
from pressure.shell.officers import checklist
from pressure.store import councils
from pressure.store.engine import reading
from tests.installations import real_installation
from tests.pages.officer_cases import NOW

OXFORDSHIRE = "E10000025"


def test_what_is_missing_is_said_by_family_and_weight_and_who_can_sign_in_by_role_alone(tmp_path: Path) -> None:
    """The weights are those of the rules, whatever they are."""
    installation, _ = real_installation(tmp_path, OXFORDSHIRE, at=NOW)
    publish(installation, by=OPERATOR)
    officers.add_person(installation, by=OPERATOR, name="Ann Archer", roles=[(OXFORDSHIRE, Role.DIRECTOR)])
    with reading(installation.engine) as connection:
        council = councils.load_all(connection).get(OXFORDSHIRE)
    assert council
    director = Actor(person_id="p", roles=frozenset({(OXFORDSHIRE, Role.DIRECTOR)}))
    found, book = first_level(installation, director, council), installation.book()
    asked = {m.title: m.weight for m in book.measures}
    assert [family.title for family in found.families] == [f.title for f in book.families]
    for family in found.families:
        assert all(asked[title] == weight for title, weight in family.missing)
        assert family.fresh + sum(weight for _, weight in family.missing) >= family.weight
        assert family.needed * 2 >= family.weight > 0
    assert set(found.core) == {m.title for m in book.measures if m.core}
    assert not found.register_confirmed
    assert found.percent < found.percent_needed
    assert [(one.role, one.people, one.ready) for one in found.holders] == [("director", 1, 0)]
    text = checklist.first(found, council.nation_code, book)
    assert "Without these there is no level" in text
    assert "director: 0 of 1" in text
    assert "Archer" not in text
    assert "The next release is 9:30am on Wednesday 9 September 2026" in text
