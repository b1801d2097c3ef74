"""A server for a module: started once, silent on its error stream to the end."""

from collections.abc import Generator

import pytest

from contract.serving import Serving, served


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Generator[Serving]:
    with served(tmp_path_factory.mktemp("served") / "folder") as running:
        yield running
