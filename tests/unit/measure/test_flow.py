from unit.measure.small import FIRM, firm, tells
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
BOUGHT = "02.03 paid"


def test_who_is_silent_after_the_sale_is_dormant_and_still_here() -> None:
    before, after = (tells(AFTER, day, BOUGHT).flow.stages[0] for day in ("05.03", "07.03"))
    assert (before.open, before.dormant) == (1, 0)
    assert (after.open, after.dormant, after.lost_net) == (1, 1, 0)


def test_who_speaks_again_is_dormant_no_longer() -> None:
    found = tells(AFTER, "08.03", BOUGHT + "\n 08.03 called").flow
    assert [(one.open, one.dormant) for one in found.stages] == [(0, 0), (1, 0)]
    assert found.stages[0].advanced == 1


def test_nobody_is_dormant_before_the_sale() -> None:
    assert [one.dormant for one in tells(FIRM, "20.03", "02.03 asked").flow.stages] == [0] * 3


def test_leads_are_counted_when_they_became_one() -> None:
    """A page is not a talk: the journey opens by it, and the lead comes later."""
    page = firm("").text.replace("event: asked", "event: asked, interaction: view")
    map_ = map_of(page.partition("Moscow\n")[2])
    trail = "02.03 asked\n 12.03 quoted"
    early = tells(map_, "20.03", trail, until="10.03").flow.journeys
    late = tells(map_, "20.03", trail, since="10.03").flow.journeys
    assert (early.valid, early.leads) == (1, 0)
    assert (late.valid, late.leads) == (0, 1)


def test_spam_is_counted_apart_and_nowhere_else() -> None:
    found = tells(FIRM, "20.03", "02.03 asked\n 03.03 quoted\n 04.03 spam").flow
    assert (found.journeys.valid, found.journeys.invalid) == (0, 1)
    for stage in found.stages:
        assert stage.entries == stage.visits == stage.reached == stage.present == 0


def test_who_cannot_buy_is_neither_won_nor_lost() -> None:
    found = tells(FIRM, "20.03", "02.03 asked\n 03.03 not_ours")
    counts, stage = found.flow.journeys, found.flow.stages[0]
    assert (counts.valid, counts.disqualified, counts.lost, counts.won) == (1, 1, 0, 0)
    assert (stage.reached, stage.disqualified, stage.left_by["disqualified"]) == (1, 1, 1)
    assert found.money.win_rate.denominator == 0
