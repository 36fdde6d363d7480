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
from tests.installations import new_installation

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
WHO, OTHER = (person_id(PLACES[0], role) for role in (Role.DIRECTOR, Role.SIGNATORY))


@pytest.fixture
def installation(tmp_path):
    made = new_installation(tmp_path)[0]
    with writing(made.engine) as connection:
        people.change(connection, WHO, totp_secret=app_secrets.seal(connection, WHO, SECRET, made.settings.secrets_key))
    return made


def kept(installation, who):
    with reading(installation.engine) as connection:
        person = people.get(connection, who)
        return person.totp_secret, app_secrets.opened(connection, person, installation.settings.secrets_key)


def test_a_secret_is_sealed_in_the_database_and_opened_for_its_own_person_alone(installation):
    """Also when somebody who can write puts it into another's row."""
    sealed, opened = kept(installation, WHO)
    assert opened == SECRET
    assert SECRET not in sealed
    with writing(installation.engine) as connection:
        people.change(connection, OTHER, totp_secret=sealed)
    assert kept(installation, OTHER)[1] is None


def test_the_key_is_made_once_beside_the_database_for_its_owner_alone(installation, tmp_path):
    (path,) = tmp_path.glob("*.secrets-key")
    assert path.stat().st_mode & 0o777 == 0o600
    before = path.read_bytes()
    kept(installation, WHO)
    assert path.read_bytes() == before


def test_with_another_key_nothing_opens_and_the_doctor_says_so(installation):
    """A copy restored without its key: officers are invited anew, nobody gets in without a code."""
    assert [f for f in doctor.examine(installation) if "it does not open" in f.what] == []
    installation.settings.secrets_key = "A" * 43 + "="
    assert kept(installation, WHO)[1] is None
    (finding,) = [f for f in doctor.examine(installation) if "it does not open" in f.what]
    assert (finding.state, "1 officer" in finding.what, "invite" in finding.next_step) == ("fault", True, True)


@pytest.mark.parametrize("given", ["short", "A" * 42 + "==", "not base64 at all!"])
def test_a_key_of_another_shape_is_refused_in_words(installation, given):
    installation.settings.secrets_key = given
    with pytest.raises(Refusal, match="must be 32 bytes in base64"):
        kept(installation, WHO)


def test_an_upgrade_seals_what_an_earlier_version_kept_as_it_was(installation):
    """And what is sealed stays as it is."""
    with writing(installation.engine) as connection:
        people.change(connection, OTHER, totp_secret=SECRET)
    before = kept(installation, WHO)[0]
    upgrade(installation, bare=True)
    sealed, opened = kept(installation, OTHER)
    assert (opened, SECRET in sealed) == (SECRET, False)
    assert kept(installation, WHO)[0] == before
    assert SECRET.encode() not in Path(installation.engine.url.database).read_bytes()
