"""What a kind of question is: its words, and a fold over tracks.

A question's record, read and checked, becomes a query bound to a map and a moment. A query is
folded like every measure: start, add a slice of people, merge, finish; so any split of people
gives the same answer.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from inspect import cleandoc
from sys import modules
from typing import Any, Protocol, TypeVar, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from tropa.map.shapes import Fields
from tropa.measure.questions.scope import Scope
from tropa.measure.questions.track import Track

State = TypeVar("State")
Int64 = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Needs:
    """What a track must bring for a query."""

    fields: frozenset[str] = frozenset()
    """Properties and traits."""
    points: bool = False
    """The touchpoint of each event."""
    stages: bool = False
    """A row for every stage entered."""
    implied: bool = True
    """Among them stages that were skipped: whoever is further has reached them."""
    events: bool = True
    """Rows of events at all."""


class Query(Protocol[State]):
    """One question, bound."""

    @property
    def scope(self) -> Scope: ...

    @property
    def needs(self) -> Needs: ...

    def start(self) -> State:
        """The state of nobody."""
        ...

    def add(self, state: State, track: Track) -> State:
        """The state with these people taken in."""
        ...

    def merge(self, left: State, right: State) -> State:
        """Two states of different people as one."""
        ...

    def finish(self, state: State) -> dict[str, Any]:
        """The answer under stable names."""
        ...

    def people(self, track: Track, cell: str) -> Int64:
        """The units of a track behind a cell of the answer, as row numbers of the track.

        Raises:
            UsageFault: there is no such cell.
        """
        ...

    def made(self) -> "Made":
        """How the answer was made: keys of sentences, with what they need."""
        ...


@runtime_checkable
class Settling(Protocol):
    """A query whose cells are named by its answer: by rank, or as one of «other»."""

    def settled(self, state: Any) -> Query[Any]:
        """The same query knowing the answer of this state; then its cells are checked, too."""
        ...


@dataclass(frozen=True, slots=True)
class Made:
    """Sentences that say how an answer was made, in order.

    A value that is written differently in each language is a function of the language.
    """

    said: tuple[tuple[str, Mapping[str, object]], ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of question."""

    name: str
    fields: Fields
    """Its keys, with what they mean."""
    bind: Callable[[dict[str, Any], Scope], Query[Any]]
    """The query of a record without findings.

    Raises UsageFault where the question makes no sense, with the reason and the mend.
    """
    about: str = ""
    """What it counts and how, for its page: the docstring of its module."""

    @property
    def means(self) -> str:
        """What it counts and how."""
        return self.about or _module_doc(self.bind)


def named(kind: str, answer: Mapping[str, Any]) -> dict[str, Any]:
    """An answer that says of which kind of question it is."""
    return {"question": kind, **answer}


def _module_doc(bind: Callable[..., object]) -> str:
    return cleandoc(getattr(modules[bind.__module__], "__doc__", "") or "")
