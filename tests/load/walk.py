"""How many ways lead from one file of ours to another while a week is published: each pair of a file that calls and
one that is called, counted once. `python -m tests.load.walk` prints the sum and the pairs that call both ways."""

import sys
import tempfile
from collections import Counter
from datetime import timedelta
from pathlib import Path
from types import FrameType
from typing import Any

from pressure.access.permissions import OPERATOR
from pressure.actions.releases.publishing import publish
from pressure.actions.returns.loading import load
from pressure.demo.places import HUB, PLACES
from pressure.store.releases import DEMONSTRATION
from tests.installations import SUNDAY, new_installation, return_of

WEEK = timedelta(days=7)
OURS = str(Path("pressure").resolve())


def main() -> None:
    """Publish two weeks, and count in the second, when what is kept in memory is there."""
    pairs: Counter[tuple[str, str]] = Counter()

    def seen(frame: FrameType, event: str, _: Any) -> None:
        if event == "call" and frame.f_back is not None:
            here, caller = frame.f_code.co_filename, frame.f_back.f_code.co_filename
            if here != caller and all(one.startswith(OURS) and one.endswith(".py") for one in (here, caller)):
                pairs[caller[len(OURS) + 1 :], here[len(OURS) + 1 :]] += 1

    with tempfile.TemporaryDirectory() as folder:
        installation, clock = new_installation(Path(folder))
        for number in range(2):
            for place in PLACES:
                content = return_of(place, SUNDAY + number * WEEK)
                load(installation, by=HUB, source_id="weekly-return", data=content, name="return.csv")
            sys.setprofile(seen if number else None)
            publish(installation, by=OPERATOR, track=DEMONSTRATION)
            sys.setprofile(None)
            clock.later(days=7)
    across = sum(one.split("/")[0] != other.split("/")[0] for one, other in pairs)
    files = len({file for pair in pairs for file in pair})
    print(f"{len(pairs)} ways between {files} files, {across} of them from one room to another")
    for (one, other), count in pairs.most_common():
        if one < other and (other, one) in pairs:
            print(f"both ways: {one} {count}, {other} {pairs[other, one]}")


if __name__ == "__main__":
    main()
