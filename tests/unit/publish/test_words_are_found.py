"""Words published by mistake are found wherever they stand: nobody can remove what nobody finds (ADR 0032)."""

import gzip
import html
import io
import json
import sqlite3
import zipfile
from contextlib import closing
from email.message import EmailMessage
from urllib.parse import quote
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from pressure.access.permissions import OPERATOR, Actor, Role
from pressure.actions.removals.finding_words import find_words
from pressure.cli import app
from pressure.demo.places import PLACES, person_id
from pressure.domain.refusals import Refusal
from pressure.drawing.block_markup import markup
from pressure.drawing.blocks import says
from pressure.publish.bundles import bundle
from pressure.publish.words_found import folded, found_in, holds
from pressure.release.site import SQLITE, ZIP
from pressure.settings import settings
from tests.installations import new_installation
from tests.publish_cases import Told
from tests.rating_cases import BOOK

AWKWARD = 'Zoë "Zed" O’Dooley & son <née Ⅷ>\n of\tthe 𝔛-ward\\new'


def _zipped(content: bytes) -> bytes:
    with zipfile.ZipFile(out := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inside.txt", content)
    return out.getvalue()


def _database(text: str) -> bytes:
    with closing(sqlite3.connect(":memory:")) as made:
        made.execute('CREATE TABLE "odd "" name" (said TEXT)')
        made.execute('INSERT INTO "odd "" name" VALUES (?)', ("x" * 9000 + text,))
        made.commit()
        return made.serialize()


def _mail(text: str) -> bytes:
    message = EmailMessage()
    message.set_content(text, cte="base64")
    return message.as_bytes()


def _subject(text: str) -> bytes:
    message = EmailMessage()
    message["Subject"] = " ".join(text.split())
    message.set_content("nothing here")
    return message.as_bytes()


FORMS = {
    "plain": str.encode,
    "capitals": lambda t: t.upper().encode(),
    "json": lambda t: json.dumps({"a": t}).encode(),
    "json in letters": lambda t: json.dumps({"a": t}, ensure_ascii=False).encode(),
    "html": lambda t: f"<p>{html.escape(t)}</p>".encode(),
    "drawn": lambda t: markup([says(t)], BOOK).encode(),
    "xml": lambda t: escape(t).encode(),
    "html in a feed": lambda t: escape(f"<p>{html.escape(t)}</p>").encode(),
    "html in json": lambda t: json.dumps(f"<b>{html.escape(t)}</b>").encode(),
    "csv": lambda t: ('1,"' + " ".join(t.split()).replace('"', '""') + '"').encode(),
    "address": lambda t: f"mailto:a@b?body={quote(t)}".encode(),
    "numbered": lambda t: t.encode("ascii", "xmlcharrefreplace").replace(b"<", b"&lt;"),
    "gzip": lambda t: gzip.compress(t.encode()),
    "zip": lambda t: _zipped(html.escape(t).encode()),
    "zip in gzip": lambda t: gzip.compress(_zipped(t.encode())),
    "database": _database,
    "mail": _mail,
    "subject": _subject,
}


@pytest.mark.parametrize("form", FORMS)
def test_words_are_found_in_every_form_we_publish(form):
    """One form missed is one place where the name stays."""
    content = FORMS[form](AWKWARD)
    assert holds(content, folded(AWKWARD))
    assert not holds(content, folded("Zoë Zed O'Dolley"))


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="<>&\\%"), max_size=40),
    st.sampled_from([f for f in FORMS if f not in ("capitals", "database")]),
)
def test_any_officers_text_is_found_in_any_form(text, form):
    """A law over texts: quotes, accents, other scripts, odd spaces."""
    assert not folded(text) or holds(FORMS[form](text), folded(text))


def test_words_between_tags_are_one(tmp_path):
    """A highlighted part of a name does not hide the name."""
    (tmp_path / "page.html").write_text("<p>Old <b>Mrs</b> Exam<wbr>ple</p>")
    assert list(found_in(tmp_path, folded("old mrs example"))) == [tmp_path / "page.html"]


@pytest.mark.parametrize("broken", [b"\x1f\x8bno", b"PK\x03\x04no", b"SQLite format 3\x00no", b""])
def test_a_file_cut_short_ends_no_search(broken):
    """The rest is still looked at, and its own bytes are too."""
    assert holds(broken + b" Mrs Example", folded("Mrs Example"))
    assert not holds(broken, "mrsexample")


@pytest.mark.slow
def test_a_signed_reason_is_found_in_every_release_bundle_and_table_that_holds_it(installed: Told):
    """What the operator is told is where it stands, complete, and nowhere else."""
    first = installed.release.rows("data/DEMO_declarations.csv")[0]
    made = {str(bundle(installed.release, name)) for name in (ZIP, SQLITE)}
    found = find_words(installed.installation, first["reason"], by=OPERATOR)
    plainly = {
        f"demo/{r.id}/{p}"
        for r in installed.releases()
        for p in r.manifest["files"]
        if p.endswith("declarations.csv") and first["reason"].encode() in r.read(p)
    }
    assert len(plainly) > 1
    assert plainly <= set(found.published)
    assert made <= set(found.files)
    assert {
        f"demo/{installed.release.id}/{p}"
        for p in (
            "register/index.html",
            "register/register.json",
            f"councils/{first['council_code']}/index.html",
        )
    } <= set(found.published)
    assert found.rows["proposals.text"] >= 1
    assert first["reason"] not in str(found)


@pytest.mark.slow
def test_words_that_stand_nowhere_are_found_only_in_the_copy_that_is_named(installed: Told, tmp_path):
    """A search that always finds something says nothing; old copies and logs hold the words, too."""
    (tmp_path / "old.log").write_bytes(b"said by mrs EXAMPLE of nowhere")
    assert find_words(installed.installation, "Mrs Example of elsewhere", by=OPERATOR, also=[tmp_path]).nowhere
    found = find_words(installed.installation, "Mrs Example of nowhere", by=OPERATOR, also=[tmp_path])
    assert found.files == (str(tmp_path / "old.log"),)
    assert not found.published
    assert not found.rows


def test_the_command_says_where_and_not_what(tmp_path, monkeypatch):
    """Its output may end in a log or a mail: it holds no name. Exit 1 when found, so that a script can tell."""
    installation, _ = new_installation(tmp_path)
    for name, value in (
        ("database_url", installation.engine.url.render_as_string()),
        ("site_dir", installation.site_dir),
        ("outbox_dir", tmp_path / "outbox"),
    ):
        monkeypatch.setattr(settings, name, value)
    words, waiting = tmp_path / "words.txt", tmp_path / "outbox" / "1.eml"
    words.write_text("Mrs Zoë  Example\n", "utf-8")
    assert CliRunner().invoke(app, ["find-words", str(words)]).exit_code == 0
    waiting.parent.mkdir()
    waiting.write_bytes(_mail("about MRS ZOË EXAMPLE"))
    done = CliRunner().invoke(app, ["find-words", str(words), "--json"])
    assert done.exit_code == 1
    assert json.loads(done.stdout) == {"published": [], "files": [str(waiting)], "rows": {}, "texts": []}
    assert "zo" not in CliRunner().invoke(app, ["find-words", str(words)]).output.lower().replace(str(waiting), "")


@pytest.mark.parametrize("text", ["", " - \n", "Ann"])
def test_words_too_short_to_look_for_are_refused(tmp_path, text):
    """Everything would hold them."""
    with pytest.raises(Refusal, match="at least 4"):
        find_words(new_installation(tmp_path)[0], text, by=OPERATOR)


def test_an_officer_without_the_right_is_refused(tmp_path):
    """The search opens drafts and sealed acts of every council."""
    director = Actor(person_id=person_id(PLACES[0], Role.DIRECTOR), roles=frozenset({(PLACES[0].code, Role.DIRECTOR)}))
    with pytest.raises(Refusal, match="does not let you"):
        find_words(new_installation(tmp_path)[0], "Mrs Example", by=director)
