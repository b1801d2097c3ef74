"""The long half of erasing: history, trails and places lose what is personal of somebody.

What is to be done stands in the ledger. Done again it comes out the same, so whoever opens a
workspace finishes what a crash left.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from tropa.clock import Clock
from tropa.collect.impersonal import Impersonal, Spoken
from tropa.condition.over_batch import glob
from tropa.keep.erasure import ERASED, Erasure
from tropa.keep.history import History
from tropa.keep.ledger import Ledger
from tropa.live.loop import Live
from tropa.live.persons import Persons
from tropa.workspace.bearers import Bearers
from tropa.workspace.own_words import PROPERTIES, VALUES


@dataclass(frozen=True)
class Forgetting:
    """What erasures are finished with."""

    folder: Path
    ledger: Ledger
    history: History
    persons: Persons
    live: Live
    clock: Clock

    def finish_every(self) -> None:
        """Finish what was decided and broke off."""
        for one in self.ledger.erasures.every():
            if not one.finished:
                self.finish(one)

    def finish(self, erasure: Erasure) -> Erasure:
        """Do what is left to do; what it came to."""
        bearers = Bearers(self.ledger, self.history, self.persons, erasure.persons)
        spoken = Spoken(list(self._texts()))
        rule = Impersonal(spoken, bearers.enough, erasure.key, glob, ERASED)

        def change(rows: pl.DataFrame) -> pl.Series:
            texts = [text or "{}" for text in rows["properties"].to_list()]
            bearers.look({one for text in texts for one in rule.doubtful(text)})
            return pl.Series([rule.properties(text) for text in texts], dtype=pl.String)

        events = self.live.rewrite(erasure.persons, change)
        self.ledger.erasures.settle()
        now = self.clock.now()
        self.ledger.erasures.finish(erasure.id, events, now)
        self.ledger.erasures.settle()
        return replace(erasure, events=events, finished=now, key=b"")

    def _texts(self) -> Iterator[str]:
        """Every map, draft and editions, every kept question, and the product's own words."""
        yield " ".join((*PROPERTIES, *VALUES))
        for folder in ("maps", "questions"):
            for path in sorted((self.folder / folder).rglob("*.yaml")):
                yield path.read_text("utf-8", "replace")
