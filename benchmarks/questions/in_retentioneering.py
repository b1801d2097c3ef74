"""The one question retentioneering answers too: transitions with exact medians.

Its streams are of pandas: a million events is what it is made for.
"""

import os
from pathlib import Path

import pandas as pd
import polars as pl

from benchmarks.questions.asked import Answer, Asking, Key
from benchmarks.trails import NAMES

# It reports home otherwise.
os.environ["RETENTIONEERING_NO_TRACK"] = "1"

from retentioneering import Eventstream

NAME = "retentioneering"
EVENTS_AT_MOST = 1_500_000
NEAR = 0.999999
"""It tells whole seconds."""


def load(file: Path) -> dict[str, Asking]:
    """Everything loaded, and by question how it is asked; nothing where there is too much."""
    frame = pl.read_parquet(file, columns=["person", "time", "code"])
    if len(frame) > EVENTS_AT_MOST:
        return {}
    stream = Eventstream(
        pd.DataFrame(
            {
                "user_id": frame["person"].to_numpy(),
                "event": pd.Categorical.from_codes(frame["code"].to_numpy(), list(NAMES)),
                "timestamp": pd.to_datetime(frame["time"].to_numpy(), unit="us"),
            }
        )
    )
    return {"transitions": lambda: _transitions(stream)}


def _transitions(stream: Eventstream) -> Answer:
    counts = stream.transition_graph_data(edge_weight="count")
    medians = stream.transition_graph_data(edge_weight="time_median")
    told: dict[Key, float] = {}
    known = [name for name in NAMES if name in counts.index]
    for before in known:
        for after in known:
            count = int(counts.at[before, after])
            if count:
                told[before, after, "count"] = count
                told[before, after, "median"] = medians.at[before, after].total_seconds()
    return told
