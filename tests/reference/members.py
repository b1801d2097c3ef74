"""Whether a figure of the map counts a journey, told of one journey at a time."""

from reference.cycle import bought
from reference.flow import state
from reference.kpis import counts as counts_before
from reference.kpis import lengths, share
from reference.moves import stepped
from reference.returns import comebacks, stepped_back
from reference.walked import Walked, in_period
from tropa.map.document import Kpi
from tropa.measure.fold import MONTH, Asked


def counts(figure: str, journey: Walked, asked: Asked, within: int | None) -> bool:
    """Whether a journey that has opened stands behind a figure."""
    if "invalid" in journey.marks:
        return False
    kind, *names = figure.split("/")
    if names[-1] == "revenue":
        return any(in_period(at, asked) for at, _ in journey.payments)
    if figure == "map/cycle":
        return bought(journey, asked) is not None
    if figure == "map/win_rate":
        return in_period(journey.won_at, asked) or in_period(journey.lost_at, asked)
    if kind == "stage" and names[1] == "month":
        stage = number(names[0], asked)
        came = [one.entered for one in journey.visits if one.stage == stage]
        return bool(came) and asked.as_of - min(came) <= MONTH
    if kind == "stage" and names[1] == "present":
        return stands_on(journey, names[0], asked)
    return in_period(journey.opened_at, asked) and of_cohort(figure, journey, asked, within)


def of_cohort(figure: str, journey: Walked, asked: Asked, within: int | None) -> bool:
    kind, *names = figure.split("/")
    match kind:
        case "map":
            return names == ["journeys"] or journey.won_at is not None
        case "stage":
            return on_stage(names[1], number(names[0], asked), journey)
        case "kpi":
            return behind_kpi(asked.map.kpis[names[0]], journey, asked)
        case "conversion":
            return converts(journey, number(names[0], asked), names[1], asked, within)
        case "back":
            return stepped(journey, number(names[0], asked), number(names[1], asked))
        case _:
            return names[0] in {one.point for one in journey.contacts}


def behind_kpi(kpi: Kpi, journey: Walked, asked: Asked) -> bool:
    match kpi.kind:
        case "share":
            return share(kpi, [journey], asked)[0] == 1
        case "time":
            return bool(lengths(kpi, [journey], asked))
        case _:
            return bool(counts_before(kpi, [journey], asked))


def on_stage(figure: str, stage: int, journey: Walked) -> bool:
    if stage not in journey.reached:
        # A stage never reached has nobody to tell of.
        return False
    match figure:
        case "entered":
            return True
        case "open" | "disqualified":
            return state(stage, journey) == figure
        case "lost":
            return state(stage, journey) == "lost_net"
        case "dormant":
            return state(stage, journey) == "open" and journey.dormant
        case "time":
            return any(one.stage == stage and one.left is not None for one in journey.visits)
        case "returned":
            return bool(comebacks(journey, stage))
        case _:
            return stepped_back(journey, stage)


def stands_on(journey: Walked, name: str, asked: Asked) -> bool:
    return journey.status == "active" and journey.stage == number(name, asked)


def converts(journey: Walked, start: int, name: str, asked: Asked, within: int | None) -> bool:
    """Whether it went from one stage to another, in time, having had the time."""
    entered, arrived = journey.reached.get(start), journey.reached.get(number(name, asked))
    if entered is None or arrived is None or asked.map.stages[start].counted_only:
        return False
    if within is None:
        return True
    return asked.as_of - entered >= within and arrived - entered <= within


def number(name: str, asked: Asked) -> int:
    return [one.id for one in asked.map.stages].index(name)
