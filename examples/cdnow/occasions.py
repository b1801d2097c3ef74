# ruff: noqa: INP001 - a script that stands by itself
"""Writes the whole set as orders: `python occasions.py CDNOW_master.txt.gz orders.csv`.

Orders of one customer on one day are one occasion, worth all of them together: so the published
studies count. Nothing is made up.
"""

import csv
import gzip
import sys
from decimal import Decimal
from pathlib import Path


def occasions(source: Path, to: Path) -> None:
    """Write the source with a row for each customer and day."""
    found: dict[tuple[str, str], tuple[int, Decimal]] = {}
    with gzip.open(source, "rt", encoding="ascii") as lines:
        for line in list(lines)[1:]:
            customer, day, cds, value = line.split()
            many, worth = found.get((customer, day), (0, Decimal(0)))
            found[customer, day] = many + int(cds), worth + Decimal(value)
    with to.open("w", encoding="utf-8", newline="") as written:
        rows = csv.writer(written, lineterminator="\n")
        rows.writerow(["customer_id", "date", "cds", "value"])
        rows.writerows([*who, *what] for who, what in found.items())


if __name__ == "__main__":
    occasions(Path(sys.argv[1]), Path(sys.argv[2]))
