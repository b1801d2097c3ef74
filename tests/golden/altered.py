"""The golden log made anew: other days, other people, other sums."""

import csv
import io
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final, TypeAlias

from golden.asking import GOLDEN

Row: TypeAlias = dict[str, str]
_DAY: Final = "%d.%m.%Y"


def golden_rows() -> list[Row]:
    with (GOLDEN / "events.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def shifted(rows: Iterable[Row], days: int) -> list[Row]:
    """Everything so many days later."""
    return [{**row, "ts": f"{day_of(row) + timedelta(days=days):{_DAY}}"} for row in rows]


def day_of(row: Row) -> datetime:
    return datetime.strptime(row["ts"], _DAY)  # noqa: DTZ007 - a day of the map's zone


def renamed(rows: Iterable[Row], name: Callable[[str], str]) -> list[Row]:
    """Everybody under another name."""
    return [{**row, "person_id": name(row["person_id"])} for row in rows]


def repeated(rows: list[Row], times: int) -> list[Row]:
    """So many people for each, all doing the same."""
    copies = (renamed(rows, lambda name, at=at: f"{name}-{at}") for at in range(times))
    return [row for copy in copies for row in copy]


def paid(rows: Iterable[Row], factor: Decimal) -> list[Row]:
    """All sums so many times as large."""
    return [
        {**row, "amount": str(factor * Decimal(row["amount"])) if row["amount"] else ""}
        for row in rows
    ]


def as_csv(rows: list[Row]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()
