"""What all tests share.

By default every run of the property tests draws the same examples, so that a red build is red
again; what failed is printed with a blob which repeats it. `--hypothesis-profile=far` looks
further and elsewhere each time: for a night, or after a change of placing.

Whatever the server's application answers to any test is held to the shape its address states.
"""

import gc
import os
import sys
from collections.abc import Generator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import settings

# A slow machine is not a mistake: no example has a time limit.
settings.register_profile(
    "tropa", deadline=None, derandomize=True, database=None, print_blob=True
)
settings.register_profile(
    "far", deadline=None, max_examples=1_000, database=None, print_blob=True
)
settings.load_profile("tropa")


def pytest_configure(config: pytest.Config) -> None:
    """Tests compile what they need: no server of theirs begins to compile everything else."""
    if hasattr(config, "workerinput"):
        return
    from tropa.compiled import kept_in
    from tropa.show.cli.ahead import MARK

    mark = (kept_in() or Path(os.devnull)) / MARK
    with suppress(OSError):
        mark.touch(exist_ok=False)
        # Whoever runs the demo after the tests has it all compiled.
        config.add_cleanup(mark.unlink)


def pytest_collection_finish() -> None:
    """What was gathered stays to the end: nobody looks for garbage in it time and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True, scope="session")
def held_to_shapes() -> Generator[None]:
    """Where tests that were collected have a server at all: others need not load it."""
    application = sys.modules.get("tropa.show.api.application")
    if application is None:
        yield
        return
    from answered import held

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(application, "ADDRESSES", held(application.ADDRESSES))
        yield
