"""What /register/ says of a release /app/register says too, section by section, in every state a measure can be in."""

import html
import re
from datetime import timedelta

import pytest

from pressure.access.permissions import OPERATOR
from pressure.actions.declarations import declaring
from pressure.actions.releases.publishing import publish
from pressure.content.app import register
from pressure.content.explore.explorer import DEMONSTRATION, Explorer
from pressure.content.explore.finding import listed
from pressure.content.register import FIELDS
from pressure.domain.declarations import Kind
from pressure.drawing.block_markup import markup
from pressure.release import site
from pressure.store.releases import DEMONSTRATION as TRACK
from tests.installations import new_installation
from tests.unit.publish.test_both_days_of_a_measure import BY, PLACE, SIGNER, signed


def said(drawn: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", drawn)).split())


def plain_sections(release: site.Release) -> dict[str, str]:
    whole = release.read("register/index.html").decode()
    return {
        title: said(body) for title, body in re.findall(r"<h2 [^>]*>(.*?)</h2>(.*?)</section>", whole, flags=re.DOTALL)
    }


def explorer_of(installation, release: site.Release) -> Explorer:
    seen = Explorer(key="x y", release=release, invented=release, councils=listed(release), book=installation.book())
    assert seen.councils
    return seen


def both(installation, monkeypatch) -> tuple[dict[str, str], dict[str, str]]:
    """The sections of the plain page and of the page below /app/, by title, as words."""
    release = site.current(installation.site_dir / "demo")
    seen = explorer_of(installation, release)
    monkeypatch.setattr(register, "members", lambda explorer, area: explorer.councils)
    parts, invented = register.sections(seen, DEMONSTRATION)
    assert invented
    return plain_sections(release), {part.title: said(markup(part.blocks, seen.book)) for part in parts}


@pytest.mark.parametrize(
    ("state", "later"),
    [("none", 0), ("one", 0), ("review due", 9), ("overdue", 12), ("ended", 2)],
)
def test_a_section_says_the_same_on_both_pages(tmp_path, monkeypatch, state: str, later: int) -> None:
    if state == "none":
        installation, clock = new_installation(tmp_path)
        clock.at += timedelta(hours=3)
    else:
        installation, clock, found = signed(tmp_path, 1)
        clock.later(days=later)
    if state == "ended":
        digest = declaring.propose_change(
            installation, by=BY, kind=Kind.END, text={"reason": "Done."}, declaration_id=found
        )
        declaring.sign(installation, names_nobody=True, by=SIGNER, declaration_id=found, text_sha256=digest)
    publish(installation, by=OPERATOR, track=TRACK)
    plain, app = both(installation, monkeypatch)
    assert app == plain
    assert list(plain)[:3] == ["In force now", "Ended", "Councils that have not confirmed their register"]
    now = plain["In force now"]
    assert ("None in force." in now) == (state in {"none", "ended"})
    assert ("This is overdue." in now) == (state == "overdue")
    assert (PLACE.name in plain["Ended"]) == (state == "ended")


def test_every_signed_word_stands_on_both_pages_and_one_choice_of_rows_leaves_the_rest_out(tmp_path, monkeypatch):
    installation = signed(tmp_path, 1)[0]
    plain, app = both(installation, monkeypatch)
    release = site.current(installation.site_dir / "demo")
    row = release.json(site.WHOLE_REGISTER)["declarations"][0]
    filled = [title for key, title in FIELDS if row[key]]
    assert len(filled) >= 10
    assert all(title in page["In force now"] for page in (plain, app) for title in filled)
    seen = explorer_of(installation, release)
    other = "3" if str(row["stage"]) == "2" else "2"
    now = said(markup(register.sections(seen, DEMONSTRATION, stage=other)[0][0].blocks, seen.book))
    assert "None in force." in now


def test_a_release_from_before_has_what_its_table_has(tmp_path, monkeypatch):
    """Its register is still read below /app/ until the next release."""
    installation = signed(tmp_path, 1)[0]
    release = site.current(installation.site_dir / "demo")
    del release.manifest["files"][site.WHOLE_REGISTER]
    seen = explorer_of(installation, release)
    monkeypatch.setattr(register, "members", lambda explorer, area: explorer.councils)
    now = said(markup(register.sections(seen, DEMONSTRATION)[0][0].blocks, seen.book))
    assert PLACE.name in now
    assert "Reason given" in now
