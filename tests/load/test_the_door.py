"""What a stranger's files and large messages leave in the memory of the serving process, after ten ordinary visits."""

import asyncio
import os
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from tests import site_cases
from tests.load import sessions
from tests.load.sessions import Served

pytestmark = [pytest.mark.load, pytest.mark.timeout(600)]
UPLOADS, MESSAGES, VISITS = int(os.environ.get("PRESSURE_LOAD_UPLOADS", "80")), 10, 10
FILE_BYTES, MESSAGE_BYTES = 19_900_000, 15_000_000


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Served]:
    site_cases.two_releases(tmp_path / "site")
    with sessions.served(tmp_path / "site", sessions.COMMAND) as served:
        yield served


def send_file(here: Served, number: int) -> int:
    """A file to a page of a stranger's own, as large as one may be."""
    request = urllib.request.Request(
        f"{here.address}/app/_stcore/upload_file/page/{number}",
        method="PUT",
        data=b"x" * FILE_BYTES,
        headers={"Origin": here.address},
    )
    try:
        return int(urllib.request.urlopen(request, timeout=60).status)
    except urllib.error.HTTPError as refused:
        return refused.code
    except OSError:
        return 0  # the door was shut before the file was through


async def send_message(here: Served) -> None:
    url = here.address.replace("http", "ws", 1) + "/app/_stcore/stream"
    async with connect(
        url,
        subprotocols=["streamlit"],
        origin=here.address,
        max_size=None,  # type: ignore[list-item,arg-type]
        compression=None,
    ) as socket:
        try:
            await socket.send(b"x" * MESSAGE_BYTES)
            while True:
                await socket.recv()
        except ConnectionClosed:
            return


def test_strangers_leave_nothing_in_memory(here: Served) -> None:
    """80 files and 10 messages: at most a tenth more than ten ordinary visits had needed."""
    sessions.one_after_another(here, VISITS, "council", "code=E10000003")
    before = here.memory()
    answers = {send_file(here, number) for number in range(UPLOADS)}
    for _ in range(MESSAGES):
        asyncio.run(send_message(here))
    after = here.memory()
    print(
        f"memory {before:.0f} MB, after {UPLOADS} files and {MESSAGES} messages of a stranger {after:.0f} MB: "
        f"{after / before:.2f} x; answers {sorted(answers)}"
    )
    assert answers <= {403, 0}
    assert after <= 1.1 * before
