# ruff: noqa: INP001 - a script that stands by itself
"""Numbers customers and dates the mailing: `python number.py hillstrom.csv.gz customers.csv`.

The source has a row a customer, without a name and without a day. What is made up: the number
(the row's), and the day, the same for all: letters went out once, and what is known of each
customer are the two weeks after.
"""

import csv
import gzip
import sys
from pathlib import Path

DAY = "2008-03-20"


def number(source: Path, to: Path) -> None:
    """Write the source with two columns more."""
    with (
        gzip.open(source, "rt", encoding="utf-8", newline="") as read,
        to.open("w", encoding="utf-8", newline="") as written,
    ):
        rows = csv.reader(read)
        found = csv.writer(written, lineterminator="\n")
        found.writerow(["customer", "day", *next(rows)])
        found.writerows([at, DAY, *row] for at, row in enumerate(rows, 1))


if __name__ == "__main__":
    number(Path(sys.argv[1]), Path(sys.argv[2]))
