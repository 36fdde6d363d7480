"""A release to verify, wherever it is: a directory, or its one zip on disk or at an address."""

import http.client
import shutil
import urllib.error
import urllib.request
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from pressure.domain.refusals import Refusal
from pressure.release.site import MANIFEST

WEB = ("https://", "http://")
SECONDS = 60
BAD_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, ValueError)
GIVE = "Give the address of everything.zip, as the page /data/ links it."


class NotLookedAt(Refusal):
    """Nothing was checked, so nothing was found to differ: there is no release at this place."""


@contextmanager
def as_tree(place: str) -> Iterator[Path]:
    """The directory; a zip is unpacked for as long as it is needed. Raises NotLookedAt."""
    with TemporaryDirectory() as folder:
        file = Path(place)
        if place.startswith(WEB):
            file = Path(folder) / "everything.zip"
            _fetch(place, file)
        if file.is_dir():
            yield file
            return
        if not file.is_file():
            raise NotLookedAt(
                f"{place}: there is no such directory or file. Give a release: its directory, or its "
                "everything.zip, on disk or by its address."
            )
        yield _unpacked(place, file, Path(folder) / "release")


def _fetch(address: str, file: Path) -> None:
    try:
        with urllib.request.urlopen(address, timeout=SECONDS) as answer, file.open("wb") as out:  # noqa: S310 WEB
            shutil.copyfileobj(answer, out)
    except urllib.error.HTTPError as problem:
        raise NotLookedAt(f"{address} answers {problem.code}: there is no release at this address. {GIVE}") from None
    except (OSError, http.client.HTTPException, ValueError):
        raise NotLookedAt(
            f"{address} could not be reached, or broke off. Check the address and try again, or download "
            "the file and give its path."
        ) from None


def _unpacked(place: str, file: Path, folder: Path) -> Path:
    try:
        with zipfile.ZipFile(file) as archive:
            archive.extractall(folder)
    except BAD_ZIP:
        raise NotLookedAt(f"{place} is not a zip of a release, or not the whole of one. {GIVE}") from None
    if not (folder / MANIFEST).is_file():
        raise NotLookedAt(f"{place} is a zip, and not of a release: it holds no {MANIFEST}. {GIVE}")
    return folder
