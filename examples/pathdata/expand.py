# ruff: noqa: INP001 - a script that stands by itself
"""Writes counted paths out as events: `python expand.py Data.csv.gz events.csv`.

A row of the source says: this path was gone `total_conversions` times with a conversion at its
end, and `total_null` times without one. So many people go it here, each by himself. What is
made up: the people, and the times, a minute between two touches of a person. The order of
touches and all counts are the source's; of a row's worth, which is known only as a sum, the
whole stands with the first of those who converted.
"""

import csv
import gzip
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

BEGIN = datetime(2026, 1, 1)  # noqa: DTZ001 - the mapping says in which zone
HEAD = ("person", "time", "event", "channel", "worth")


def expanded(rows: Iterator[dict[str, str]]) -> Iterator[tuple[str, ...]]:
    """The events of everybody, person by person."""
    for number, row in enumerate(rows, 1):
        touches = row["path"].split(" > ")
        converted, lost = int(row["total_conversions"]), int(row["total_null"])
        for one in range(converted + lost):
            person, at = f"p{number}-{one}", BEGIN
            for channel in touches:
                yield person, f"{at:%Y-%m-%d %H:%M}", "touched", channel, ""
                at += timedelta(minutes=1)
            if one < converted:
                worth = row["total_conversion_value"] if one == 0 else "0"
                yield person, f"{at:%Y-%m-%d %H:%M}", "converted", "", worth


def expand(source: Path, to: Path) -> None:
    """Write a file of paths out as a file of events."""
    with (
        gzip.open(source, "rt", encoding="utf-8", newline="") as read,
        to.open("w", encoding="utf-8", newline="") as written,
    ):
        found = csv.writer(written, lineterminator="\n")
        found.writerow(HEAD)
        found.writerows(expanded(csv.DictReader(read, delimiter=";")))


if __name__ == "__main__":
    expand(Path(sys.argv[1]), Path(sys.argv[2]))
