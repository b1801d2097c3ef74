"""Rules about stages: what leads on, who answers, who is lost."""

from collections.abc import Iterator
from typing import cast

from tropa.map.document import Map, Stage
from tropa.map.finding import Finding, Path
from tropa.map.reach import next_stage, people_stages
from tropa.map.rules.rule import Rule


class StageNeverLoses(Rule):
    """A stage before the last on which silence never loses anybody.

    Without a loss rule everybody who fell silent stands on the stage for ever: losses are
    nought, conversion looks better than it is, and nobody is ever won back. Say after how much
    silence a person is lost here. The last stage may have none: after it there is nothing to
    lose.

    Bad::

        map: shop
        title: Shop
        stages:
          - stage: interest
          - stage: order

    Good::

        map: shop
        title: Shop
        stages:
          - stage: interest
            lost_after: 14d
          - stage: order
    """

    number = "M016"
    code = "stage_never_loses"
    severity = "launch"

    def look(self, map_: Map) -> Iterator[Finding]:
        for at, stage in people_stages(map_):
            if stage.lost_after is None and next_stage(map_, at) is not None:
                yield self.at(map_, ("stages", at), stage=stage.title)


class StageWithoutTarget(Rule):
    """A stage without a target action.

    The aim of a stage is not to sell at once but to lead on, so every stage before the last
    has an act of its own that says «done, go on»: a form sent, a visit agreed. It is measured
    and moves nobody by itself.

    Bad::

        map: shop
        title: Shop
        stages:
          - stage: interest
          - stage: order
        touchpoints:
          - touchpoint: checkout
            stage: order
            from: buyer
            event: order_created

    Good::

        map: shop
        title: Shop
        stages:
          - stage: interest
            target: did checkout
          - stage: order
        touchpoints:
          - touchpoint: checkout
            stage: order
            from: buyer
            event: order_created
    """

    number = "M018"
    code = "stage_without_target"
    severity = "launch"

    def look(self, map_: Map) -> Iterator[Finding]:
        for at, stage in people_stages(map_):
            if stage.target is None and next_stage(map_, at) is not None:
                yield self.at(map_, ("stages", at), stage=stage.title)


class StageWithoutOwner(Rule):
    """A stage nobody answers for.

    A stage without an owner has nobody to ask why people stay on it and who is to mend it.
    Name a role of `owners`.

    Bad::

        map: shop
        title: Shop
        owners:
          marketer: Marketer
        stages:
          - stage: interest

    Good::

        map: shop
        title: Shop
        owners:
          marketer: Marketer
        stages:
          - stage: interest
            owner: marketer
    """

    number = "M023"
    code = "stage_without_owner"
    severity = "launch"

    def look(self, map_: Map) -> Iterator[Finding]:
        for at, stage in enumerate(map_.stages):
            if stage.owner is None:
                yield self.at(map_, ("stages", at), stage=stage.title)


class ThinStage(Rule):
    """A stage with fewer than two touchpoints, or with one channel alone.

    A stage works by several influences together, not by one message: who did not open the
    letter may answer a call. One touchpoint, or several in one channel, is a thin place worth
    thinking about. A map without any touchpoints is only being begun and is left in peace.

    Bad::

        map: shop
        title: Shop
        stages:
          - stage: interest
        touchpoints:
          - touchpoint: visit
            stage: interest
            channel: site

    Good::

        map: shop
        title: Shop
        stages:
          - stage: interest
        touchpoints:
          - touchpoint: visit
            stage: interest
            channel: site
          - touchpoint: call
            stage: interest
            channel: phone
    """

    number = "M026"
    code = "thin_stage"
    severity = "note"

    def look(self, map_: Map) -> Iterator[Finding]:
        for at, stage in enumerate(map_.stages if map_.touchpoints else ()):
            own = [one for one in map_.touchpoints if one.stage == stage.id]
            path: Path = ("stages", at)
            if len(own) < 2:
                yield self.at(map_, path, stage=stage.title, n=len(own))
                continue
            stated = [cast("list[str]", one.record.get("channel") or []) for one in own]
            channels = {channel for some in stated for channel in some}
            if all(stated) and len(channels) == 1:
                channel = channels.pop()
                yield self.at(
                    map_, path, "one_channel_stage", stage=stage.title, channel=channel
                )


class NothingLeadsOn(Rule):
    """A stage from which no act of the seller leads on.

    Between any two stages somebody on our side does something: shows, calls, sends, invites.
    Where the map says of no touchpoint, stage or play what the seller does, people are left to
    find the way by themselves.

    Bad::

        map: shop
        title: Shop
        stages:
          - stage: interest
          - stage: order
        touchpoints:
          - touchpoint: visit
            stage: interest
            from: buyer

    Good::

        map: shop
        title: Shop
        stages:
          - stage: interest
          - stage: order
        touchpoints:
          - touchpoint: visit
            stage: interest
            from: buyer
            seller: Shows the price and invites to order
    """

    number = "M035"
    code = "nothing_leads_on"
    severity = "launch"

    def look(self, map_: Map) -> Iterator[Finding]:
        for at, stage in enumerate(map_.stages[:-1]):
            if not self._has_an_act(map_, stage):
                yield self.at(map_, ("stages", at), stage=stage.title)

    def _has_an_act(self, map_: Map, stage: Stage) -> bool:
        own = [one for one in map_.touchpoints if one.stage == stage.id]
        if stage.record.get("seller"):
            return True
        if any(one.record.get("seller") or not one.from_buyer for one in own):
            return True
        return any(one.get("stage") == stage.id for one in map_.records("plays").values())
