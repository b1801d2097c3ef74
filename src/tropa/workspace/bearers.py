"""How many other people bear a text: what many bear tells nothing about one."""

import json
from collections.abc import Collection
from typing import Final

import polars as pl

from tropa.keep.history import History
from tropa.keep.ledger import Ledger
from tropa.live.persons import Persons

ENOUGH: Final = 5
"""Others who bear a text, so that it is nobody's own."""
_LOOKED_AT: Final = 2_000
"""Events with a text that are looked at: those of a few people at least."""
_MOST: Final = 500
"""Texts of one person that are looked for."""


class Bearers:
    """Looks texts up in the history, each once."""

    def __init__(
        self, ledger: Ledger, history: History, names: Persons, persons: Collection[int]
    ) -> None:
        self._ledger, self._history = ledger, history
        self._known: dict[str, bool] = {}
        numbers: set[int] = set()
        for person in persons:
            numbers |= names.names_of(person)
        self._own = pl.Series(sorted(numbers), dtype=pl.Int64).implode()

    def look(self, texts: Collection[str]) -> None:
        """Look these texts up."""
        files = self._ledger.catalogue.files("history")
        for text in sorted(set(texts) - self._known.keys()):
            if len(self._known) >= _MOST:
                return
            said = json.dumps(text, ensure_ascii=False)
            rows: pl.DataFrame = (
                self._history.scan(files)
                .filter(pl.col("properties").str.contains(said, literal=True))
                .select(
                    pl.when(pl.col("who") != 0)
                    .then(pl.col("who"))
                    .otherwise(
                        pl.when(pl.col("device") != 0).then(pl.col("device")).otherwise("deal")
                    )
                    .alias("bearer")
                )
                .filter(~pl.col("bearer").is_in(self._own))
                .head(_LOOKED_AT)
                .collect()
            )
            self._known[text] = rows["bearer"].n_unique() >= ENOUGH

    def enough(self, text: str) -> bool:
        """Whether enough others bear a text that was looked up."""
        return self._known.get(text, False)
