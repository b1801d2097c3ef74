"""Costs as rows of the ledger, each under its key."""

from collections.abc import Callable, Sequence

from tropa.cost import Cost, Day
from tropa.engines.sqlite.connection import Connection, Row
from tropa.keep.costs import CostsKept


class SqliteCosts:
    """Implements `tropa.keep.costs.Costs`."""

    def __init__(self, connection: Connection) -> None:
        self._at = connection

    def keep(
        self, costs: Sequence[Cost], source: str, beside: Callable[[CostsKept], object]
    ) -> CostsKept:
        added, known, conflicts = list[int](), list[int](), list[int]()
        with self._at.transaction():
            for place, one in enumerate(costs):
                row = _row(one)
                self._at.run(_ADD, (*row, source))
                if self._at.changes:
                    added.append(place)
                elif self._at.one(f"{_COST} WHERE key = ?", (one.key,)) == row:
                    known.append(place)
                else:
                    conflicts.append(place)
            kept = CostsKept(tuple(added), tuple(known), tuple(conflicts))
            beside(kept)
        return kept

    def between(self, since: Day | None = None, until: Day | None = None) -> list[Cost]:
        rows = self._at.rows(
            f"{_COST} WHERE (?1 IS NULL OR until > ?1) AND (?2 IS NULL OR since < ?2)"
            " ORDER BY since, key",
            (since, until),
        )
        return [Cost(*row) for row in rows]


_FIELDS = "key, since, until, amount, currency, kind, channel, campaign, touchpoint, role, note"
_COST = f"SELECT {_FIELDS} FROM cost"
_ADD = (
    f"INSERT INTO cost ({_FIELDS}, source) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (key) DO NOTHING"
)


def _row(one: Cost) -> Row:
    return (
        one.key, one.since, one.until, one.amount, one.currency, one.kind, one.channel,
        one.campaign, one.touchpoint, one.role, one.note,
    )  # fmt: skip
