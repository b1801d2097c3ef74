"""A ledger's file opened beside the code that keeps it, to look into it or to do it harm."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import apsw

from tropa.engines.sqlite.connection import RawConnection


@contextmanager
def ledger_file(path: Path) -> Generator[RawConnection]:
    """A plain connection to a database."""
    opened = cast("RawConnection", apsw.Connection(str(path)))
    try:
        yield opened
    finally:
        opened.close()
