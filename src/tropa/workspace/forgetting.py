"""The long half of erasing: history, trails and places lose what is personal of somebody.

What is to be done stands in the ledger. Done again it comes out the same, so whoever opens a
workspace finishes what a crash left. Names of theirs in events of others go in the same reading
of the history; by then they are known by their hashes alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from tropa.clock import Clock
from tropa.collect.impersonal import Impersonal, Spoken
from tropa.collect.named import SUSPECT, Unnaming
from tropa.collect.said import names_meant
from tropa.condition.over_batch import glob
from tropa.event import Name
from tropa.keep.erasure import ERASED, Erasure, Forgotten, mark_of
from tropa.keep.history import History
from tropa.keep.ledger import Ledger
from tropa.live.loop import Live
from tropa.live.persons import Persons
from tropa.live.rewriting import Change
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
    forgotten: Forgotten

    def finish_every(self) -> None:
        """Finish what was decided and broke off."""
        for one in self.ledger.erasures.every():
            if not one.finished:
                self.finish(one)

    def finish(self, erasure: Erasure) -> Erasure:
        """Do what is left to do; what it came to."""
        bearers = Bearers(self.ledger, self.history, self.persons, erasure.persons)
        spoken = Spoken(list(self._texts()))
        rule = Impersonal(spoken, bearers.enough, erasure.key, glob, ERASED, self._is_known)
        unnaming = self._unnaming(spoken)

        def unnamed(text: str) -> str:
            return unnaming.properties(text.encode()).decode()

        def own(rows: pl.DataFrame) -> pl.Series:
            texts = [unnamed(text or "{}") for text in rows["properties"].to_list()]
            bearers.look({one for text in texts for one in rule.doubtful(text)})
            return pl.Series([rule.properties(text) for text in texts], dtype=pl.String)

        events = self.live.rewrite(erasure.persons, Change(own, unnamed, SUSPECT))
        self.ledger.erasures.settle()
        now = self.clock.now()
        self.ledger.erasures.finish(erasure.id, events, now)
        self.ledger.erasures.settle()
        return replace(erasure, events=events, finished=now, key=b"")

    def _is_known(self, text: str) -> bool:
        """Whether somebody bears a name; of those who were erased marks are borne alone."""
        return any(
            self.ledger.names.find(name) is not None for name in names_meant(text.strip())
        )

    def _unnaming(self, spoken: Spoken) -> Unnaming:
        """What takes erased names out of others' events: each gives way to its mark."""
        marks, forgotten, book = self._marks(), self.forgotten, self.ledger.names

        def mark(name: Name) -> str | None:
            return marks.get(forgotten.hash_of(name))

        def worded(text: str, mark: str) -> str:
            fitting = spoken.fitting(text, mark, glob)
            # A pattern may be the name itself with a star behind it.
            return mark if text.strip().casefold() in fitting.casefold() else fitting

        return Unnaming(mark, lambda name: book.find(name) is not None, worded)

    def _marks(self) -> dict[bytes, str]:
        """Hashes of erased names with the marks that stand in the book of names.

        A name whose erasure is over has a mark nobody can find: it was nobody in particular.
        """
        erasures, book = self.ledger.erasures, self.ledger.names
        marks = dict.fromkeys(erasures.hashes(), ERASED)
        for one in erasures.every():
            if one.finished:
                continue
            numbers = {name for person in one.persons for name in self.persons.names_of(person)}
            standing = {known.name.value for known in book.get(numbers).values()}
            found = {hashed: mark_of(hashed, one.key) for hashed in marks}
            marks |= {hashed: mark for hashed, mark in found.items() if mark in standing}
        return marks

    def _texts(self) -> Iterator[str]:
        """Every map, draft and editions, every kept question, and the product's own words."""
        yield " ".join((*PROPERTIES, *VALUES))
        for folder in ("maps", "questions"):
            for path in sorted((self.folder / folder).rglob("*.yaml")):
                yield path.read_text("utf-8", "replace")
