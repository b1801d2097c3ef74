"""Identified events as rows: what travels from the inbox to the history and into trails."""

from collections.abc import Sequence
from typing import Final

import polars as pl

# The columns of history files, and of rows on their way there.
SCHEMA: Final = {
    "person": pl.Int64,
    "who": pl.Int64,
    "device": pl.Int64,
    "deal": pl.Int64,
    "time": pl.Int64,
    "sequence": pl.Int64,
    "key": pl.Int64,
    "event": pl.String,
    "properties": pl.String,
    "source": pl.String,
    "received": pl.Int64,
    "position": pl.Int64,
}
"""
person      whom the event belongs to, as decided now
who         number of its anchor name, 0 when a device alone is known
device      number of the device's name, 0 for none
deal        number of the deal's name, 0 for none
time        µs UTC
sequence    what the client or the file's row order said
key         `tropa.event.event_key`
properties  the JSON object as it was sent
position    the block it came in
"""

ORDER: Final = ("person", "time", "sequence", "key")


def rows_of(columns: dict[str, Sequence[object]]) -> pl.DataFrame:
    """Rows from plain columns."""
    return pl.DataFrame(columns, schema=SCHEMA)


def no_rows() -> pl.DataFrame:
    """No rows at all."""
    return pl.DataFrame(schema=SCHEMA)
