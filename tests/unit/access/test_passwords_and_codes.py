"""Passwords and one-time codes: what is taken, what is refused, and how long an answer takes."""

import statistics
import time
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from pydantic import ValidationError

from pressure.access import passwords, totp
from pressure.settings import Settings

NOW = datetime(2026, 11, 23, 10, 0, 10, tzinfo=UTC)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
SET = Settings()
GOOD = "purple otter climbs stairs"


def test_the_hash_is_argon2id_with_the_documented_cost() -> None:
    """Read back from the hash itself."""
    known = passwords.hash_password(GOOD, SET)
    assert known.startswith(f"$argon2id$v=19$m={SET.password_memory_kib},t={SET.password_passes},p=4$")
    assert passwords.matches(GOOD, known, SET)
    assert not passwords.matches(GOOD + "!", known, SET)
    assert not passwords.matches(GOOD, None, SET)
    assert not passwords.matches(GOOD, "not a hash", SET)


def test_the_cost_is_65536_kib_and_three_passes_unless_it_is_set_and_never_below_the_least_advised() -> None:
    costs = ("password_memory_kib", "password_passes")
    assert [Settings.model_fields[cost].default for cost in costs] == [65_536, 3]
    for cost, least in zip(costs, (19_456, 2), strict=True):
        assert getattr(Settings(**{cost: least}), cost) == least
        with pytest.raises(ValidationError):
            Settings(**{cost: least - 1})


def test_no_common_password_is_taken() -> None:
    """All of the list, alone, doubled to reach the length, and dressed up."""
    assert len(passwords.common(SET.data_dir)) >= 3000
    for word in passwords.common(SET.data_dir):
        assert passwords.fault(word, configured=SET)
        assert passwords.fault(word * 4, configured=SET)
        if len(word) >= 6 and word.isalpha():
            assert passwords.fault(f"{word}123456!", configured=SET)


@pytest.mark.parametrize(
    "weak",
    [
        "short",
        "elevenchars",
        "aaaaaaaaaaaaaaaaaaaa",
        "123456789012",
        "abcabcabcabcabc",
        "CarePressure2026!",
        "brackwater2026",
        "director@brackwater",
    ],
)
def test_what_an_attacker_tries_first_is_refused(weak: str) -> None:
    """Also the person's own words."""
    assert passwords.fault(weak, "Brackwater", "director", "director@brackwater.example", configured=SET)


@pytest.mark.parametrize(
    "good", [GOOD, "x7#Kq0)vZ1pLw", "наш дом стоит у реки", "a long sentence " * 4, "$8w" + GOOD * 8]
)
def test_long_passwords_of_any_letters_are_taken(good: str) -> None:
    """Sixty-four characters and more, spaces and other alphabets."""
    assert passwords.fault(good, "Ann", "director", configured=SET) is None
    assert len(good) <= SET.password_characters_most
    assert passwords.matches(good, passwords.hash_password(good, SET), SET)


@pytest.mark.load
def test_a_person_nobody_knows_takes_as_long_as_a_wrong_password() -> None:
    """The clock does not tell who has an account."""
    known, times = passwords.hash_password(GOOD, SET), {True: [], False: []}
    passwords.matches("warm", None, SET)
    for _ in range(7):
        for exists in (True, False):
            began = time.perf_counter()
            passwords.matches("wrong password", known if exists else None, SET)
            times[exists].append(time.perf_counter() - began)
    assert 0.6 < statistics.median(times[True]) / statistics.median(times[False]) < 1.7


@pytest.mark.parametrize(("step", "good"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_code_is_good_for_its_own_half_minute_and_one_either_side(step: int, good: bool) -> None:
    """Phones' clocks differ a little."""
    code = pyotp.TOTP(SECRET).at(NOW + timedelta(seconds=30 * step))
    expected = int(NOW.timestamp()) // 30 + step
    assert totp.counter_of(SECRET, code, NOW) == (expected if good else None)


@pytest.mark.parametrize("code", ["", "000000x", "12345", "１２３４５６", "null", " " * 9])
def test_what_is_no_code_is_no_code(code: str) -> None:
    """Nothing a form can carry makes it fail."""
    assert totp.counter_of(SECRET, code, NOW) is None


def test_the_picture_for_the_app_is_plain_svg() -> None:
    """Drawn here: the secret goes to no other service."""
    picture = totp.picture(SECRET, "ann@council.example")
    assert picture.startswith("<svg")
    assert "http" not in picture.replace("http://www.w3.org", "")
    assert f"secret={SECRET}" in totp.address(SECRET, "ann@council.example")
    assert len({totp.new_secret() for _ in range(50)}) == 50
