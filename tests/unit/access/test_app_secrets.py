"""What an authenticator app shares with us is worth nothing to whoever copies the database alone."""

from pathlib import Path

import pytest

from pressure.access import app_secrets
from pressure.access.permissions import Role
from pressure.actions.installation_upgrade import upgrade
from pressure.commands import doctor
from pressure.demo.places import PLACES, person_id
from pressure.domain.refusals import Refusal
from pressure.store import people
from pressure.store.engine import reading, writing
from tests.installations import installation

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
WHO, OTHER = (person_id(PLACES[0], role) for role in (Role.DIRECTOR, Role.SIGNATORY))


@pytest.fixture
def office(tmp_path):
    made = installation(tmp_path)[0]
    with writing(made.engine) as connection:
        people.change(connection, WHO, totp_secret=app_secrets.seal(connection, WHO, SECRET, made.settings.secrets_key))
    return made


def kept(office, who):
    with reading(office.engine) as connection:
        person = people.get(connection, who)
        return person.totp_secret, app_secrets.opened(connection, person, office.settings.secrets_key)


def test_a_secret_is_sealed_in_the_database_and_opened_for_its_own_person_alone(office):
    """Also when somebody who can write puts it into another's row."""
    sealed, opened = kept(office, WHO)
    assert opened == SECRET
    assert SECRET not in sealed
    with writing(office.engine) as connection:
        people.change(connection, OTHER, totp_secret=sealed)
    assert kept(office, OTHER)[1] is None


def test_the_key_is_made_once_beside_the_database_for_its_owner_alone(office, tmp_path):
    (path,) = tmp_path.glob("*.secrets-key")
    assert path.stat().st_mode & 0o777 == 0o600
    before = path.read_bytes()
    kept(office, WHO)
    assert path.read_bytes() == before


def test_with_another_key_nothing_opens_and_the_doctor_says_so(office):
    """A copy restored without its key: officers are invited anew, nobody gets in without a code."""
    assert [f for f in doctor.examine(office) if "it does not open" in f.what] == []
    office.settings.secrets_key = "A" * 43 + "="
    assert kept(office, WHO)[1] is None
    (finding,) = [f for f in doctor.examine(office) if "it does not open" in f.what]
    assert (finding.state, "1 officer" in finding.what, "invite" in finding.next_step) == ("fault", True, True)


@pytest.mark.parametrize("given", ["short", "A" * 42 + "==", "not base64 at all!"])
def test_a_key_of_another_shape_is_refused_in_words(office, given):
    office.settings.secrets_key = given
    with pytest.raises(Refusal, match="must be 32 bytes in base64"):
        kept(office, WHO)


def test_an_upgrade_seals_what_an_earlier_version_kept_as_it_was(office):
    """And what is sealed stays as it is."""
    with writing(office.engine) as connection:
        people.change(connection, OTHER, totp_secret=SECRET)
    before = kept(office, WHO)[0]
    upgrade(office, bare=True)
    sealed, opened = kept(office, OTHER)
    assert (opened, SECRET in sealed) == (SECRET, False)
    assert kept(office, WHO)[0] == before
    assert SECRET.encode() not in Path(office.engine.url.database).read_bytes()
