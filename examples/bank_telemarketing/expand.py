# ruff: noqa: INP001 - a script that stands by itself
"""Writes clients out as calls: `python expand.py bank-additional-full.csv.gz calls.csv`.

A row of the source is a client and how many calls the campaign took; the last of them is the
one that ended in a sale, or in none. So many rows stand here for each client, numbered. What is
made up: the client's number (the row's), and the times, a day between two calls.
"""

import csv
import gzip
import sys
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

BEGIN = datetime(2008, 5, 1)  # noqa: DTZ001 - the mapping says in which zone
OWN = ("client", "at", "call", "sold")
KEPT = (
    "job",
    "marital",
    "education",
    "default",
    "housing",
    "loan",
    "contact",
    "month",
    "day_of_week",
    "poutcome",
    "previous",
    "pdays",
    "campaign",
)


def expanded(rows: Iterable[dict[str, str]]) -> Iterator[list[str]]:
    """A row for each call, client by client."""
    for client, row in enumerate(rows, 1):
        known, calls = [row[name] for name in KEPT], int(row["campaign"])
        for call in range(1, calls + 1):
            at = BEGIN + timedelta(days=call - 1, minutes=client)
            sold = row["y"] if call == calls else "no"
            yield [str(client), f"{at:%Y-%m-%d %H:%M}", str(call), sold, *known]


def expand(source: Path, to: Path) -> None:
    """Write a file of clients out as a file of calls."""
    with (
        gzip.open(source, "rt", encoding="utf-8", newline="") as read,
        to.open("w", encoding="utf-8", newline="") as written,
    ):
        found = csv.writer(written, lineterminator="\n")
        found.writerow([*OWN, *KEPT])
        found.writerows(expanded(csv.DictReader(read, delimiter=";")))


if __name__ == "__main__":
    expand(Path(sys.argv[1]), Path(sys.argv[2]))
