"""The questions as Polars answers them best, from a frame sorted by person and time."""

from pathlib import Path

import polars as pl

from benchmarks.questions.asked import (
    DAY,
    DEEP,
    LOOK_BACK_DAYS,
    RETURNS,
    TOP,
    Answer,
    Asking,
    Key,
)
from benchmarks.trails import DEVICES, FUNNEL, NAMES, SALE, SOURCES, WINDOW_DAYS

NAME = "Polars"


def load(file: Path) -> dict[str, Asking]:
    """Everything loaded, and by question how it is asked."""
    frame = pl.read_parquet(file).sort("person", "time").set_sorted("person")
    return {
        "funnel": lambda: _funnel(frame),
        "funnel_by": lambda: _funnel_by(frame),
        "transitions": lambda: _transitions(frame),
        "paths": lambda: _paths(frame),
        "retention": lambda: _retention(frame),
        "attribution": lambda: _attribution(frame),
    }


def _chains(frame: pl.DataFrame) -> list[pl.DataFrame]:
    """Step by step whoever got there: from every first step to the next of each following."""
    first, *rest = FUNNEL
    chain = (
        frame.filter(pl.col("code") == first)
        .select("person", pl.col("time").alias("begun"), "time")
        .sort("time")
    )
    chains = [chain]
    for code in rest:
        coming = (
            frame.filter(pl.col("code") == code)
            .select("person", "time", pl.col("time").alias("at"))
            .sort("time")
        )
        chain = (
            chain.join_asof(
                coming, on="time", by="person", strategy="forward", check_sortedness=False
            )
            .filter(pl.col("at") - pl.col("begun") <= WINDOW_DAYS * DAY)
            .select("person", "begun", pl.col("at").alias("time"))
            .sort("time")
        )
        chains.append(chain)
    return chains


def _funnel(frame: pl.DataFrame) -> Answer:
    return {(at,): one["person"].n_unique() for at, one in enumerate(_chains(frame))}


def _funnel_by(frame: pl.DataFrame) -> Answer:
    mobile = frame.filter(pl.col("device") == DEVICES.index("mobile") + 1)
    who = mobile.group_by("person", maintain_order=True).agg(pl.col("source").first())
    told: dict[Key, float] = {}
    for at, chain in enumerate(_chains(mobile)):
        reached = chain.select("person").unique().join(who, on="person")
        counts = dict(reached.group_by("source").len().iter_rows())
        for number, source in enumerate(SOURCES, 1):
            told[source, at] = counts.get(number, 0)
    return told


def _transitions(frame: pl.DataFrame) -> Answer:
    same = pl.col("person").shift(-1) == pl.col("person")
    rows = (
        frame.lazy()
        .select(
            "code",
            after=pl.col("code").shift(-1),
            took=pl.col("time").shift(-1) - pl.col("time"),
            same=same,
        )
        .filter("same")
        .group_by("code", "after")
        .agg(pl.len(), median=pl.col("took").median())
        .collect()
    )
    told: dict[Key, float] = {}
    for before, after, count, median in rows.iter_rows():
        told[NAMES[before], NAMES[after], "count"] = count
        told[NAMES[before], NAMES[after], "median"] = median / 1e6
    return told


def _paths(frame: pl.DataFrame) -> Answer:
    rows = (
        frame.lazy()
        .group_by("person")
        .agg(pl.col("code").head(DEEP))
        .group_by("code")
        .len()
        .top_k(TOP, by="len")
        .collect()
    )
    return dict(
        zip(((at,) for at in range(1, TOP + 1)), sorted(rows["len"])[::-1], strict=True)
    )


def _week(name: str) -> pl.Expr:
    return (pl.col(name) // DAY + 3) // 7


def _retention(frame: pl.DataFrame) -> Answer:
    begun = (
        frame.lazy().filter(pl.col("code") == 0).group_by("person").agg(at=pl.col("time").min())
    )
    rows = (
        frame.lazy()
        .join(begun, on="person")
        .filter(pl.col("time") > pl.col("at"))
        .select("person", cohort=_week("at"), later=_week("time") - _week("at"))
        .filter(pl.col("later").is_between(1, RETURNS))
        .unique()
        .group_by("cohort", "later")
        .len()
        .collect()
    )
    return {(cohort, later): n for cohort, later, n in rows.iter_rows()}


def _attribution(frame: pl.DataFrame) -> Answer:
    sold = (
        frame.lazy().filter(pl.col("code") == SALE).select("person", pl.col("time").alias("at"))
    )
    rows = (
        frame.lazy()
        .select("person", "time", "source")
        .join(sold, on="person")
        .filter(
            (pl.col("time") <= pl.col("at"))
            & (pl.col("time") + LOOK_BACK_DAYS * DAY >= pl.col("at"))
        )
        .with_columns(credit=1 / pl.len().over("person", "at"))
        .group_by("source")
        .agg(pl.col("credit").sum())
        .collect()
    )
    return {(SOURCES[source - 1],): credit for source, credit in rows.iter_rows()}
