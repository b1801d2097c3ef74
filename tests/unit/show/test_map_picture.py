from tropa.clock import BEFORE, FOREVER
from tropa.map.document import Map
from tropa.map.read import read_map
from tropa.measure.conversion import Conversion
from tropa.measure.fold import Asked
from tropa.measure.kpis import Kpis
from tropa.measure.moves import Moves
from tropa.measure.overview import overview
from tropa.measure.run import Slice, run
from tropa.show.map_picture import picture_of
from tropa.show.picture import MapPicture
from tropa.workspace.screen import Screen
from unit.measure.small import FIRM, asked_of, walked
from unit.place.told import map_of

AFTER = map_of("""
sale: did payment
stages:
  - {stage: contract, enter: did payment, lost_after: 4d}
  - {stage: use, lost_after: 2d}
touchpoints:
  - {touchpoint: payment, event: paid, stage: contract}
  - {touchpoint: call, event: called, stage: use}
""")


def drawn(map_: Map, *trails: str, since: str = "", until: str = "") -> MapPicture:
    """The picture of these people on the twentieth of March."""
    slices, asked = (
        [Slice(one) for one in walked(map_, trails)],
        asked_of(map_, "20.03", since, until),
    )
    moves, kpis = run((Moves(), Kpis()), slices, asked)
    [month] = run((Conversion(),), slices, Asked(map_, asked.as_of))
    screen = Screen(overview(asked, slices), moves, kpis, month, None)
    return picture_of(map_, screen, "en")


def test_those_silent_after_the_sale_are_drawn_as_dormant() -> None:
    flow = drawn(AFTER, "02.03 paid", "19.03 paid").stages[0].flow
    assert (flow.open, flow.dormant, flow.lost) == (2, 1, 0)


def test_steps_back_and_returns_are_drawn_in_people() -> None:
    text = FIRM.text.partition("Moscow\n")[2]
    backward = map_of(text.replace("stage: enquiry}", "stage: enquiry, moves_back: true}", 1))
    twice = (
        "10.03 quoted\n 11.03 asked\n 12.03 quoted\n 13.03 asked\n 17.03 refused\n 18.03 asked"
    )
    found = drawn(backward, twice)
    assert [(one.start, one.end, one.people) for one in found.back_moves] == [
        ("offer", "enquiry", 1)
    ]
    assert [stage.back for stage in found.stages] == [0, 1, 0]
    assert [(one.lost_at, one.to, one.people) for one in found.returned] == [
        ("enquiry", "enquiry", 1)
    ]


def test_a_period_is_drawn_with_the_ends_it_has() -> None:
    whole = drawn(FIRM, "02.03 asked")
    late = drawn(FIRM, "02.03 asked", since="01.03")
    early = drawn(FIRM, "02.03 asked", until="10.03")
    assert whole.period is None
    assert late.period is not None
    assert early.period is not None
    assert [one is None for one in (*late.period, *early.period)] == [False, True, True, False]
    assert not {BEFORE, FOREVER} & {*late.period, *early.period}


def test_a_target_in_money_is_drawn_in_the_unit_of_its_fact() -> None:
    kpi = "kpis:\n  price: {money: spend per lead, target: at most 1000, stage: use}\n"
    [bar] = drawn(read_map(AFTER.text + kpi), "02.03 paid").stages[1].kpis
    assert (bar.unit, bar.plan, bar.at_least) == ("money", 100_000, False)
