"""Steps back, and the lost who came again (domain model 2.4-7, 2.5.4)."""

from reference.walked import LOSSES, Story, Walked, cohort
from tropa.map.document import UNLIMITED
from tropa.measure.fold import Asked


def returns(stories: list[Story], asked: Asked) -> list[dict[str, object]]:
    """Each stage: (journeys to which it happened, journeys to which it could)."""
    journeys, within = cohort(stories, asked), asked.map.policy.recovered_within
    found: list[dict[str, object]] = []
    for at, stage in enumerate(asked.map.stages):
        back = [one for one in journeys if stepped_back(one, at)]
        lost = [one for one in journeys if any(visit.stage == at for visit in one.losses)]
        came = [one for one in lost if comebacks(one, at)]
        led = [one for one in came if recovered(one, at, within)]
        found.append(
            {
                "stage": stage.id,
                "back": (len(back), sum(at in one.reached for one in journeys)),
                "returned": (len(came), len(lost)),
                "recovered": (len(led), len(came)),
            }
        )
    return found


def stepped_back(journey: Walked, stage: int) -> bool:
    return any(one.stage == stage and one.exit == "back" for one in journey.visits)


def comebacks(journey: Walked, stage: int) -> list[int]:
    """Which of its visits are returns after a loss on this stage."""
    pairs = zip(journey.visits, journey.visits[1:], strict=False)
    return [
        at
        for at, (before, after) in enumerate(pairs, 1)
        if before.stage == stage and before.exit in LOSSES and after.entry == "return"
    ]


def recovered(journey: Walked, stage: int, within: int) -> bool:
    """Whether some return led beyond the stage of the loss, or to the sale, in time."""
    for at in comebacks(journey, stage):
        came = journey.visits[at].entered
        later = [one.entered for one in journey.visits[at:] if one.stage > stage]
        if journey.won_at is not None and journey.won_at >= came:
            later.append(journey.won_at)
        if any(within == UNLIMITED or instant - came <= within for instant in later):
            return True
    return False
