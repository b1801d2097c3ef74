"""What sections are made of: the measured map, costs, and a section as it is told."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from tropa.cost import Cost
from tropa.live.board import Board
from tropa.measure.acquisition import AcquisitionAnswer, GainedAnswer, GainedFold, acquisition
from tropa.measure.attribution.journeys import Paths
from tropa.measure.attribution.newcomers import Newcomers
from tropa.measure.attribution.wins import WinPaths
from tropa.measure.costs import CostsAnswer, costs, days_of
from tropa.measure.fold import Asked
from tropa.measure.overview import Overview
from tropa.measure.ratio import Ratio
from tropa.measure.run import Slice, run
from tropa.words import LANGUAGES, Language
from tropa.workspace.opening import Workspace
from tropa.workspace.sections.events import Everybody
from tropa.workspace.threads import on_threads

Int64 = NDArray[np.int64]

OF_EVERYBODY: Final = "of_everybody"
"""Missing of some of the people: it is known of all of them together only."""
_NO_COSTS: Final = "no_costs"

Words: TypeAlias = Mapping[str, tuple[str, str]]
Said: TypeAlias = dict[Language, str]


@dataclass(frozen=True)
class Told:
    """One section: its figures, and for each in words its name and how it is made."""

    answer: dict[str, Any]
    words: dict[Language, Words]
    names: Mapping[str, str] = field(default_factory=dict[str, str])
    """What the map calls what stands in the figures under its id."""


def told(answer: dict[str, Any], words: Callable[[Language], Words]) -> Told:
    """A section whose words are asked language by language."""
    return Told(answer, {language: words(language) for language in LANGUAGES})


def said(words: Callable[[Language], str]) -> Said:
    """One thing in each language: what is ours has no language of its own, as a map's title."""
    return {language: words(language) for language in LANGUAGES}


@dataclass
class Ground:
    """What sections are made of, each made once however many need it."""

    workspace: Workspace
    board: Board
    asked: Asked
    slices: Sequence[Slice]
    overview: Overview
    people: Int64 | None = None
    """Whose figures these are, by rising numbers; everybody's when omitted."""

    @property
    def everybody(self) -> Everybody:
        """The events of whoever is asked about."""
        return Everybody(self.workspace.trails, self.people)

    @property
    def spent(self) -> Sequence[Cost]:
        """Costs that touch the days of the answer: nobody knows what was spent on a segment."""
        if self.people is not None:
            return ()
        return self.workspace.ledger.costs.between(*days_of(self.asked))

    def fold(self, fold: Any) -> Any:
        """The answer of one measure."""
        return run((fold,), self.slices, self.asked, on_threads)[0]

    @cached_property
    def costs(self) -> CostsAnswer:
        return costs(self.spent, self.asked)

    @cached_property
    def gained(self) -> GainedAnswer:
        """Leads, new customers and their money."""
        return self.fold(GainedFold())

    @cached_property
    def acquisition(self) -> AcquisitionAnswer:
        margin = self.asked.map.money.margin
        found = acquisition(self.gained, self.costs.kinds, margin)
        return found if self.people is None else _uncosted(found)

    @cached_property
    def paths(self) -> Paths:
        """What people were touched by before they bought, and those who did not buy."""
        return self.fold(WinPaths())

    @cached_property
    def newcomers(self) -> Mapping[str | None, int]:
        """New customers by the touchpoint that met them first."""
        return self.fold(Newcomers())

    @property
    def currency(self) -> str:
        return self.asked.map.currency

    @property
    def names(self) -> dict[str, str]:
        """Titles of the map's channels, touchpoints and roles."""
        map_ = self.asked.map
        channels = {
            name: title
            for name, one in map_.records("channels").items()
            if isinstance(title := one.get("title"), str)
        }
        points = {one.id: one.title for one in map_.touchpoints}
        return channels | points | {name: one.title for name, one in map_.owners.items()}

    def stage_title(self, name: str | None) -> str | None:
        """What the map calls a stage."""
        return next((one.title for one in self.asked.map.stages if one.id == name), None)

    def point_title(self, name: str | None) -> str | None:
        """What the map calls a touchpoint."""
        return next((one.title for one in self.asked.map.touchpoints if one.id == name), None)

    def owner_title(self, name: str | None) -> str | None:
        """What the map calls a role; None for nobody."""
        known = self.asked.map.owners.get(name or "")
        return known.title if known is not None else name


def _uncosted(found: AcquisitionAnswer) -> AcquisitionAnswer:
    """Of some of the people: that costs are missing does not mean that there were none."""
    told: dict[str, Any] = {
        one.name: replace(value, missing=OF_EVERYBODY)
        for one in fields(found)
        if isinstance(value := getattr(found, one.name), Ratio) and value.missing == _NO_COSTS
    }
    return replace(found, **told)
