"""From a download, a record and a checkpoint alone: manifest, entry, signature and levels are tied to one another."""

import hashlib
import json
import shutil
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from typer.testing import CliRunner

from pressure.cli import app
from pressure.publish.bundles import ZIP, bundle
from pressure.publish.check.verify_history import verify_history
from pressure.publish.record.record_files import PROGRAM
from pressure.publish.record.signing_key import signing_key
from pressure.release.site import MANIFEST
from pressure.store import record
from pressure.store.engine import reading
from pressure.store.record import merkle
from pressure.store.record.checkpoint import Checkpoint, fingerprint, sign, verifier_key
from tests.publish_cases import Told, told

TRIED: set[str] = set()


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Told:
    return told(tmp_path_factory.mktemp("told"))


@pytest.fixture
def download(installed: Told, tmp_path: Path) -> Path:
    """The newest release, and the record, checkpoint and key that came with it."""
    shutil.copytree(installed.tree, tmp_path / "release", symlinks=False)
    for name, own in (("record.jsonl", "DEMO_record.jsonl"), ("checkpoint", "checkpoint"), ("public_key",) * 2):
        shutil.copy(tmp_path / "release" / "record" / own, tmp_path / name)
    with reading(installed.installation.engine) as connection:
        (tmp_path / "fingerprint").write_text(
            fingerprint(signing_key(connection, installed.installation.settings).public_key())
        )
    return tmp_path


def keep(folder: Path, lines: list[bytes], name: str, key: Ed25519PrivateKey) -> None:
    (folder / "record.jsonl").write_bytes(b"".join(line + b"\n" for line in lines))
    (folder / "checkpoint").write_text(sign(Checkpoint(name, len(lines), merkle.root(lines)), key), "utf-8")
    (folder / "public_key").write_text(verifier_key(name, key.public_key()))
    (folder / "fingerprint").write_text(fingerprint(key.public_key()))


def verified(folder: Path, place: str = "") -> tuple[int, str]:
    done = CliRunner().invoke(
        app,
        [
            "verify",
            place or str(folder / "release"),
            "--record",
            str(folder / "record.jsonl"),
            "--checkpoint",
            str(folder / "checkpoint"),
            "--key",
            str(folder / "public_key"),
            "--fingerprint",
            (folder / "pinned" if (folder / "pinned").exists() else folder / "fingerprint").read_text(),
        ],
    )
    return done.exit_code, " ".join(done.output.split())


def test_a_release_is_the_one_its_entry_tells_of_under_a_signed_checkpoint(download: Path) -> None:
    code, said = verified(download)
    assert code == 0, said
    assert "signature holds" in said
    assert "is the one that entry" in said
    assert "every level follows from its reasons" in said


def test_the_newest_releases_own_entry_is_in_the_record_it_is_published_with(download: Path) -> None:
    """Nothing but the download, and the key that somebody noted down."""
    last = json.loads((download / "record.jsonl").read_bytes().splitlines()[-1])
    assert (last["action"], last["what"]["release_id"]) == ("publish", manifest_of(download)[1]["release_id"])
    done = CliRunner().invoke(
        app,
        [
            "verify",
            str(download / "release"),
            "--key",
            str(download / "public_key"),
            "--fingerprint",
            (download / "fingerprint").read_text(),
        ],
    )
    assert done.exit_code == 0, done.output
    assert f"the one that entry {last['seq']} tells of" in " ".join(done.output.split())


def test_a_release_whose_entry_names_its_whole_manifest_is_still_tied(download: Path) -> None:
    """As all were made before: the entry is in the record published after it."""
    lines = (download / "record.jsonl").read_bytes().splitlines()
    last = json.loads(lines[-1])
    manifest = (download / "release" / MANIFEST).read_bytes()
    del last["what"]["files_sha256"], last["what"]["before"]
    last["what"]["manifest_sha256"] = hashlib.sha256(manifest).hexdigest()
    lines[-1] = json.dumps(last).encode()
    name, own = (download / "public_key").read_text().split("+")[0], download / "release" / "record"
    keep(download, lines, name, Ed25519PrivateKey.generate())
    (own / "DEMO_record.jsonl").write_bytes(b"".join(line + b"\n" for line in lines[:-1]))
    (own / "checkpoint").write_text(
        sign(Checkpoint(name, len(lines) - 1, merkle.root(lines[:-1])), Ed25519PrivateKey.generate()), "utf-8"
    )
    said = verify_history(
        download / "release",
        (download / "record.jsonl").read_bytes(),
        [(download / "checkpoint").read_text("utf-8")],
        (download / "public_key").read_text(),
        None,
    )
    assert f"the one that entry {last['seq']} tells of" in said[-1]


def test_one_zip_of_a_release_is_verified_on_disk_and_by_its_address(installed: Told, download: Path) -> None:
    file = shutil.copy(bundle(installed.release, ZIP), download / "everything.zip")
    assert verified(download, str(file))[0] == 0
    served = ThreadingHTTPServer(("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=str(download)))
    threading.Thread(target=served.serve_forever, daemon=True).start()
    try:
        code, said = verified(download, f"http://127.0.0.1:{served.server_port}/everything.zip")
    finally:
        served.shutdown()
    assert code == 0, said


def alone(folder: Path, release: str = "release") -> tuple[int, str]:
    """The one file, by a Python that has none of our packages."""
    done = subprocess.run([sys.executable, "-I", "-S", str(PROGRAM), *(str(folder / name) for name in (
        "record.jsonl", "checkpoint")), "--key", str(folder / "public_key"), "--fingerprint", (
        folder / "pinned" if (folder / "pinned").exists() else folder / "fingerprint").read_text(),
        "--release", str(folder / release)], capture_output=True, text=True, check=False)  # fmt: skip
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("given", ["release", f"release/{MANIFEST}"])
def test_the_one_file_ties_manifest_entry_and_checkpoint_by_itself(download: Path, given: str) -> None:
    code, said = alone(download, given)
    assert code == 0, said
    assert "is the one that entry" in said
    assert ("files are those that the manifest names" in said) is (given == "release")


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    served = ThreadingHTTPServer(("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=str(tmp_path)))
    threading.Thread(target=served.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{served.server_port}"
    served.shutdown()
    served.server_close()


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("missing.zip", "answers 404: there is no release at this address"),
        ("page.html", "is not a zip of a release"),
        ("half.zip", "is not a zip of a release"),
        ("other.zip", "holds no data/manifest.json"),
    ],
)
@pytest.mark.parametrize("by_address", [True, False])
def test_a_place_without_a_release_is_said_in_a_sentence_and_is_no_difference(
    tmp_path: Path, address: str, name: str, says: str, by_address: bool
) -> None:
    (tmp_path / "page.html").write_text("<h1>Not this page</h1>")
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("a.txt", "a" * 500)
    (tmp_path / "half.zip").write_bytes((tmp_path / "other.zip").read_bytes()[:60])
    done = CliRunner().invoke(app, ["verify", f"{address}/{name}" if by_address else str(tmp_path / name)])
    assert (done.exit_code, type(done.exception)) == (2, SystemExit), done.output
    said = " ".join(done.output.split())
    assert (says if by_address or name != "missing.zip" else "there is no such directory or file") in said


@pytest.mark.parametrize("dead", ["http://127.0.0.1:1/everything.zip", "http://care-pressure.invalid/", "http://[/"])
def test_an_address_nobody_answers_is_said_in_a_sentence(dead: str) -> None:
    done = CliRunner().invoke(app, ["verify", dead])
    assert (done.exit_code, type(done.exception)) == (2, SystemExit), done.output
    assert "could not be reached" in " ".join(done.output.split())


def manifest_of(folder: Path) -> tuple[Path, dict]:
    path = folder / "release" / MANIFEST
    return path, json.loads(path.read_bytes())


def figure_and_manifest(folder: Path) -> None:
    """A file and the list of files agree with each other, and with nothing else."""
    path, manifest = manifest_of(folder)
    name = next(n for n in manifest["files"] if n.endswith("councils/index.html"))
    content = (folder / "release" / name).read_bytes().replace(b"Ambleton", b"Amblet0n")
    (folder / "release" / name).write_bytes(content)
    manifest["files"][name] |= {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
    path.write_text(json.dumps(manifest))


def figure(folder: Path) -> None:
    file = folder / "release" / "councils" / "index.html"
    file.write_bytes(file.read_bytes().replace(b"Ambleton", b"Amblet0n"))


def other_release(folder: Path) -> None:
    path, manifest = manifest_of(folder)
    path.write_text(json.dumps({**manifest, "release_id": "20200101T000000Z-0001"}))


def rewritten(folder: Path) -> list[bytes]:
    lines = (folder / "record.jsonl").read_bytes().splitlines()
    before, result = record.FIRST, []
    for line in lines:
        entry = json.loads(line) | {"prev": before}
        entry["what"] = {**entry["what"], "note": "another"} if entry["seq"] == 2 else entry["what"]
        result.append(json.dumps(entry).encode())
        before = hashlib.sha256(result[-1]).hexdigest()
    return result


def rewritten_record(folder: Path) -> None:
    """The chain is good again; the checkpoint that somebody kept is not its."""
    (folder / "record.jsonl").write_bytes(b"".join(line + b"\n" for line in rewritten(folder)))


def rewritten_and_signed_anew(folder: Path) -> None:
    """With another key, and everything else made good: the fingerprint that was noted down is not its."""
    (folder / "pinned").write_text((folder / "fingerprint").read_text())
    name = (folder / "public_key").read_text().split("+")[0]
    keep(folder, rewritten(folder), name, Ed25519PrivateKey.generate())


def cut_record(folder: Path) -> None:
    lines = (folder / "record.jsonl").read_bytes().splitlines(keepends=True)
    (folder / "record.jsonl").write_bytes(b"".join(lines[:-1]))


def edited_entry(folder: Path) -> None:
    file = folder / "record.jsonl"
    file.write_bytes(file.read_bytes().replace(b'"publish"', b'"Publish"', 1))


def other_signature(folder: Path) -> None:
    text = (folder / "checkpoint").read_text("utf-8")
    (folder / "checkpoint").write_text(text[:-6] + ("AAAA" if text[-6:-2] != "AAAA" else "BBBB") + text[-2:], "utf-8")


def checkpoint_before_it(folder: Path) -> None:
    lines = (folder / "record.jsonl").read_bytes().splitlines()
    key = Ed25519PrivateKey.generate()
    keep(folder, lines, "pressure.example/record", key)
    (folder / "checkpoint").write_text(
        sign(Checkpoint("pressure.example/record", len(lines) - 1, merkle.root(lines[:-1])), key), "utf-8"
    )


def record_before_it(folder: Path) -> None:
    lines = (folder / "record.jsonl").read_bytes().splitlines()[:-1]
    keep(folder, lines, "pressure.example/record", Ed25519PrivateKey.generate())


def put(folder: Path, name: str, content: bytes) -> None:
    """A file of the release and what its manifest says of it."""
    path, manifest = manifest_of(folder)
    (folder / "release" / name).write_bytes(content)
    manifest["files"][name] |= {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
    path.write_text(json.dumps(manifest, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")


def own_record_of_another(folder: Path) -> None:
    put(folder, "record/DEMO_record.jsonl", b"".join(line + b"\n" for line in rewritten(folder)))


def own_checkpoint_of_another(folder: Path) -> None:
    note = sign(Checkpoint("pressure.example/record", 1, bytes(32)), Ed25519PrivateKey.generate())
    put(folder, "record/checkpoint", note.encode())


def own_key_of_another(folder: Path) -> None:
    put(folder, "record/public_key", b"pressure.example/record+00000000+AA==\n")


def own_program_of_another(folder: Path) -> None:
    put(folder, "record/verify_record.py", b"print('all holds')\n")


def page_of_an_earlier_release(folder: Path) -> None:
    """The page about the record is no part of what its own entry names, and is of what the next entry names."""
    path, manifest = manifest_of(folder)
    lines = (folder / "record.jsonl").read_bytes().splitlines()
    following = json.loads(lines[-1]) | {"seq": len(lines) + 1, "prev": hashlib.sha256(lines[-1]).hexdigest()}
    following["what"] |= {
        "release_id": "later",
        "before": {
            "release_id": manifest["release_id"],
            "manifest_sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        },
    }
    keep(folder, [*lines, json.dumps(following).encode()], "pressure.example/record", Ed25519PrivateKey.generate())
    assert verified(folder)[0] == 0
    put(folder, "record/index.html", b"another page")


TAMPERS: dict[Callable[[Path], None], str] = {
    figure: "councils/index.html",
    figure_and_manifest: "not the files that entry",
    other_release: "no entry tells of",
    rewritten_record: "not what the checkpoint was signed over",
    rewritten_and_signed_anew: "not the one you gave",
    cut_record: "the checkpoint was signed over",
    edited_entry: "does not follow the line before it",
    other_signature: "signature",
    checkpoint_before_it: "no checkpoint given was signed after it",
    record_before_it: "no entry tells of",
    own_record_of_another: "not the beginning of the one given",
    own_checkpoint_of_another: "not signed over the record in this release",
    own_key_of_another: "not the files that entry",
    own_program_of_another: "not the files that entry",
    page_of_an_earlier_release: "of the release after it",
}


@pytest.fixture(scope="module", autouse=True)
def counted() -> Iterator[None]:
    yield
    print(f"\ntampers from outside caught: {len(TRIED)} of {len(TAMPERS)}")


@pytest.mark.parametrize("tamper", TAMPERS, ids=lambda tamper: tamper.__name__)
def test_the_link_that_breaks_is_named(download: Path, tamper: Callable[[Path], None]) -> None:
    tamper(download)
    code, said = verified(download)
    assert (code, TAMPERS[tamper] in said) == (1, True), said
    if tamper is not own_record_of_another and tamper is not own_checkpoint_of_another:  # of these it is not told
        code, said = alone(download)
        assert (code, "Traceback" in said) == (1, False), said
    TRIED.add(tamper.__name__)


def test_a_record_without_a_checkpoint_and_a_key_shows_nothing(download: Path) -> None:
    done = CliRunner().invoke(app, ["verify", str(download / "release"), "--record", str(download / "record.jsonl")])
    assert done.exit_code == 1
    assert "--checkpoint and --key" in done.output
