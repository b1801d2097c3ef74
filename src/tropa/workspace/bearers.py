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
_MOST: Final = 5_000
"""Texts of one person that are looked for."""

_BEARER: Final = (
    pl.when(pl.col("who") != 0)
    .then(pl.col("who"))
    .otherwise(pl.when(pl.col("device") != 0).then(pl.col("device")).otherwise("deal"))
    .alias("bearer")
)


class Bearers:
    """Looks texts up in the history, each once."""

    def __init__(
        self, ledger: Ledger, history: History, names: Persons, persons: Collection[int]
    ) -> None:
        self._ledger, self._history = ledger, history
        self._known: dict[str | int, bool] = {}
        numbers: set[int] = set()
        for person in persons:
            numbers |= names.names_of(person)
        self._own = pl.Series(sorted(numbers), dtype=pl.Int64).implode()

    def look(self, texts: Collection[str | int]) -> None:
        """Look these texts and numbers up, all of them in one reading of the history."""
        room = _MOST - len(self._known)
        new = sorted(set(texts) - self._known.keys(), key=str)[: max(0, room)]
        if not new:
            return
        said = [json.dumps(text, ensure_ascii=False) for text in new]
        bearers: pl.DataFrame = (
            self._history.scan(self._ledger.catalogue.files("history"))
            .filter(pl.col("properties").str.contains_any(said))
            .select(_BEARER, text=pl.col("properties").str.extract_many(said, overlapping=True))
            .filter(~pl.col("bearer").is_in(self._own))
            .explode("text")
            .unique()
            .group_by("text")
            .len()
            .filter(pl.col("len") >= ENOUGH)
            .collect(engine="streaming")
        )
        common = set(bearers["text"].to_list())
        self._known |= {text: one in common for text, one in zip(new, said, strict=True)}

    def enough(self, text: str | int) -> bool:
        """Whether enough others bear a text that was looked up."""
        return self._known.get(text, False)
