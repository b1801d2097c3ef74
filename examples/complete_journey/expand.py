# ruff: noqa: INP001 - a script that stands by itself
"""Writes tables of a grocer out as events: `python expand.py FOLDER events.parquet`.

FOLDER holds the published tables. Lines of a receipt are one basket here, at the time of its
first line, worth all of them together. An offer is sent to a household when its campaign
begins; each redeemed coupon is an event. An offer to a household has a name of its own,
`8-1029`: campaign and household, so that it can be followed like a deal. Nothing is made up.
"""

import sys
from pathlib import Path

import polars as pl

HEAD = ("at", "event", "household", "offer", "campaign", "type", "worth")


def baskets(folder: Path) -> pl.DataFrame:
    """A row a basket, its worth to the cent."""
    cents = (pl.col("sales_value") * 100).round().cast(pl.Int64).sum()
    return (
        pl.scan_parquet(folder / "transactions.parquet")
        .group_by("household_id", "basket_id")
        .agg(at=pl.col("transaction_timestamp").min(), cents=cents)
        .select(
            "at",
            event=pl.lit("basket_paid"),
            household=pl.col("household_id"),
            worth=pl.col("cents") / 100,
        )
        .collect()
    )


def offers(folder: Path, table: str, event: str, at: str) -> pl.DataFrame:
    """A row for each offer sent, or coupon redeemed, of the campaigns."""
    campaigns = pl.read_parquet(folder / "campaign_descriptions.parquet")
    return (
        pl.read_parquet(folder / f"{table}.parquet")
        .join(campaigns, on="campaign_id")
        .select(
            at=pl.col(at),
            event=pl.lit(event),
            household=pl.col("household_id"),
            offer=pl.format("{}-{}", "campaign_id", "household_id"),
            campaign=pl.col("campaign_id"),
            type=pl.col("campaign_type"),
        )
    )


def expand(folder: Path, to: Path) -> None:
    """Write the tables out as one file."""
    every = (
        baskets(folder),
        offers(folder, "campaigns", "offer_sent", "start_date"),
        offers(folder, "coupon_redemptions", "coupon_redeemed", "redemption_date"),
    )
    pl.concat(every, how="diagonal").sort("at").select(HEAD).write_parquet(to)


if __name__ == "__main__":
    expand(Path(sys.argv[1]), Path(sys.argv[2]))
