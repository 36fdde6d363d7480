"""The installation with history, made once a process."""

import pytest

from tests.publish_cases import Told, told


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Told:
    return told(tmp_path_factory.mktemp("told"))
