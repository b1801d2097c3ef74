"""What a map says of where people go: order of stages, plan, routes, with defaults beside."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, cast

from tropa.clock import Duration
from tropa.map.document import Map
from tropa.plan.assumptions import Assumptions
from tropa.plan.repertoire import Repertoire

_MOST_LATER: Final = 0.5
"""Of those the plan wants on the second stage, at most so many begin there."""


@dataclass(frozen=True)
class Said:
    """A map read for the model; what it does not say is assumed."""

    map: Map
    assumed: Assumptions
    repertoire: Repertoire

    # ------------------------------------------------------------ stages

    @cached_property
    def order(self) -> tuple[int, ...]:
        """Stages people walk, in order; one behind the last where the sale closes a journey."""
        stages = self.repertoire.stages
        if self.repertoire.sale and self.sale_stage == len(self.map.stages):
            return (*stages, self.sale_stage)
        return stages

    @property
    def sale_stage(self) -> int:
        return self.repertoire.sale_stage

    def closes(self, at: int) -> bool:
        """Whether the sale made here has ended the journey."""
        return at == self.sale_stage >= len(self.map.stages) - 1

    def following(self, at: int) -> int | None:
        """The stage people go on to from here."""
        return next((one for one in self.order if one > at), None)

    @cached_property
    def known_from(self) -> int:
        """The first stage entered by a talk, or by a seller: people have a name there."""
        rep, before = self.repertoire, None
        for at in rep.stages:
            ways = rep.starts.get(at) if before is None else rep.onward.get((before, at))
            for way in (ways or ())[:1]:
                act = way.acts[-1]
                touchpoint = rep.candidates.touchpoints.get(act.touchpoint)
                sellers = touchpoint is not None and not touchpoint.touchpoint.from_buyer
                if rep.seen[act].two_way or sellers:
                    return at
            before = at
        return len(self.map.stages)

    # ------------------------------------------------------------ figures

    @cached_property
    def _plan(self) -> Mapping[str, object]:
        return self.map.section("plan")

    def number(self, name: str, assumed: float) -> float:
        """A figure of the plan, else what is assumed."""
        said = self._plan.get(name)
        return float(said) if isinstance(said, int | float) else assumed

    def length(self, name: str, assumed: Duration) -> Duration:
        """A length of time of the plan, else what is assumed."""
        said = self._plan.get(name)
        return said if isinstance(said, int) and said else assumed

    def planned(self, at: int) -> float | None:
        """How many should enter a stage in a month; those who count, and those who do not."""
        month = self.map.stages[at].plan if at < len(self.map.stages) else None
        return month / (1 - self.junk(at)[0]) if month else None

    @property
    def refunds(self) -> float:
        """Of sales, given back: none where the map does not say how that is seen."""
        refunded = self.map.money.refunded
        if refunded is None or not self.repertoire.candidates.touchpoints[refunded[0]].acts:
            return 0.0
        return self.number("refunds", self.assumed.refunds)

    @cached_property
    def starts(self) -> dict[int, float]:
        """The first stage, and a share on the second where journeys can begin there."""
        if not self.order:
            return {}
        first, second = self.order[0], self.following(self.order[0])
        if second is None or second >= self.sale_stage or second not in self.repertoire.starts:
            return {first: 1.0}
        share = self.assumed.starts_later
        wanted, here = self.planned(second), self.planned(first)
        if wanted is not None and here:
            share = min(share, _MOST_LATER * wanted / here)
        return {first: 1 - share, second: share} if share else {first: 1.0}

    def junk(self, at: int) -> tuple[float, float]:
        """Shares of spam and of people who are not ours."""
        if at != self.known_from or at >= self.sale_stage:
            return 0.0, 0.0
        ends = self.repertoire.ends
        spam = self.assumed.spam if ("invalid", at) in ends else 0.0
        return spam, self.assumed.not_ours if ("disqualified", at) in ends else 0.0

    # ------------------------------------------------------------ ways

    @cached_property
    def _routes(self) -> dict[tuple[int, int], float]:
        """Shares of those on a stage who take a branch, by the stages it joins."""
        found: dict[tuple[int, int], float] = {}
        routes = self.map.record.get("routes")
        for one in cast("list[Mapping[str, object]]", routes or []):
            share = one.get("share")
            if isinstance(share, int | float):
                ends = (self._stage_of(str(one["from"])), self._stage_of(str(one["to"])))
                found[ends] = float(share)
        return found

    def _stage_of(self, name: str) -> int:
        at = self.map.stage_index(name)
        if at >= 0:
            return at
        touchpoint = self.map.touchpoint_index(name)
        return self.map.stage_index(self.map.touchpoints[touchpoint].stage)

    def _passing_over(self, at: int) -> dict[int, float]:
        """Stages further than the next that a share goes to straight; never past the sale."""
        following = self.following(at)
        last = self.sale_stage if at < self.sale_stage else len(self.map.stages)
        if self.repertoire.sale and at < self.sale_stage:
            last = max(one for one in self.order if one < self.sale_stage)
        return {
            to: share
            for (start, to), share in self._routes.items()
            if start == at
            and following is not None
            and following < to <= last
            and to in self.order
            and (at, to) in self.repertoire.onward
        }

    @cached_property
    def _beyond(self) -> dict[int, float]:
        """Of those who enter a stage, who ever get further; stage by stage, in order."""
        found: dict[int, float] = {}
        for at in self.order:
            passing = sum(self._passing_over(at).values())
            found[at] = min(1.0, max(self._planned_beyond(at), passing))
        return found

    def _planned_beyond(self, at: int) -> float:
        stage = self.map.stages[at] if at < len(self.map.stages) else None
        if stage is not None and stage.probability is not None:
            return stage.probability
        following = self.following(at)
        here = self.planned(at)
        wanted = self.planned(following) if following is not None else None
        if following is None or not here or wanted is None:
            return self.assumed.goes_on
        begun = self.starts.get(following, 0.0) * (self.planned(self.order[0]) or 0.0)
        begun /= self.starts[self.order[0]]
        for earlier in self.order[: self.order.index(at)]:
            passing = self._passing_over(earlier).get(following, 0.0)
            begun += (self.planned(earlier) or 0.0) * passing
        if following == self.restarts:
            begun += (self.planned(self.repertoire.stages[-1]) or 0.0) * self.repeats
        return max(0.0, (wanted - begun) / here) + sum(self._passing_over(at).values())

    def beyond(self, at: int) -> float:
        """Of those who enter this stage, who ever get further."""
        return self._beyond[at]

    def ahead(self, at: int) -> dict[int, float]:
        """Where those who go on from here come to; the shares make one."""
        following = self.following(at)
        if following is None:
            return {}
        whole = self.beyond(at)
        passing = {to: share / whole for to, share in self._passing_over(at).items() if whole}
        return {following: 1 - sum(passing.values()), **passing}

    def steps_back(self, at: int) -> dict[int, float]:
        """Shares of visits that end by a step back: by the map's routes, else assumed."""
        back = self.repertoire.back
        possible = {to for start, to in back if start == at and to in self.order}
        found = {to: self._routes[at, to] for to in possible if (at, to) in self._routes}
        before = max((one for one in self.order if one < at), default=None)
        if not found and before in possible:
            found = {before: self.assumed.steps_back}
        return {to: share for to, share in found.items() if share > 0}

    # ------------------------------------------------------------ once more

    @property
    def restarts(self) -> int:
        """Where a customer's further journey begins, -1 where none can."""
        return min((at for at in self.repertoire.again if at in self.order), default=-1)

    @property
    def repeats(self) -> float:
        """Of customers on the last stage, who begin anew."""
        last = self.repertoire.stages[-1]
        if (last, self.restarts) in self._routes:
            return self._routes[last, self.restarts]
        month = self._plan.get("month")
        here = self.planned(last)
        acts = [way.acts[0].touchpoint for way in self.repertoire.again[self.restarts]]
        for name in acts:
            wanted = cast("Mapping[str, object]", month or {}).get(name)
            if here and isinstance(wanted, int | float):
                return min(1.0, wanted / here)
        return self.assumed.repeats
