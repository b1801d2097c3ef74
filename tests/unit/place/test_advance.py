"""Losses taken back by hand, and how many journeys one may make."""

from unit.place.told import map_of, told

CRM = map_of("""
policy: {mistake_within: 1d}
outcomes:
  lost: did gave_up
  reopened: did reopened
stages:
  - {stage: talk, lost_after: 30d}
  - {stage: offer, lost_after: 30d, return_to: talk}
  - {stage: saved, enter: did call and returned}
  - {stage: again, enter: did call and lost at offer}
touchpoints:
  - {touchpoint: form, stage: talk, event: form}
  - {touchpoint: offered, stage: offer, event: offered}
  - {touchpoint: call, event: call}
  - {touchpoint: gave_up, event: lost, from: seller}
  - {touchpoint: reopened, event: reopened, from: seller}
""")


def test_a_loss_reopened_within_a_day_never_was() -> None:
    trail = "02.03 offered\n05.03 lost\n06.03 reopened\n07.03 call"
    assert told(CRM, trail, until="08.03") == [
        "02.03 start offer",
        "05.03 refusal offer",
        "06.03 mend offer",
    ]


def test_a_loss_reopened_later_was_a_loss_and_the_journey_goes_on_where_it_was() -> None:
    trail = "02.03 offered\n05.03 lost\n06.03 00:01 reopened\n07.03 call"
    assert told(CRM, trail, until="08.03")[2:] == [
        "06.03 00:01 reopen offer",
        "07.03 advance saved",
        "07.03 advance again",
    ]


def test_a_loss_of_before_is_not_mended_with_the_latest() -> None:
    trail = (
        "02.03 offered\n03.03 lost\n05.03 reopened\n"
        "06.03 lost\n06.03 12:00 reopened\n07.03 call"
    )
    assert told(CRM, trail, until="08.03")[-2:] == [
        "07.03 advance saved",
        "07.03 advance again",
    ]


def test_reopening_what_is_not_lost_changes_nothing() -> None:
    assert told(CRM, "02.03 offered\n03.03 reopened", until="04.03") == ["02.03 start offer"]


def test_silence_counts_from_the_reopening() -> None:
    trail = "01.03 offered\n02.03 lost\n20.03 reopened"
    assert told(CRM, trail)[-1] == "19.04 silence offer"


def test_a_year_later_it_is_a_new_journey() -> None:
    map_ = map_of("""
policy: {reopen_within: 180d}
stages:
  - {stage: request, lost_after: 14d}
touchpoints:
  - {touchpoint: form, stage: request, event: form}
""")
    assert told(map_, "01.01 form\n31.12 form", until="31.12") == [
        "01.01 start request",
        "15.01 silence request",
        "31.12 start request",
    ]


def test_a_map_may_allow_so_many_journeys_and_no_more() -> None:
    map_ = map_of("""
sale: did bought
policy: {laps: 2}
stages:
  - stage: shop
touchpoints:
  - {touchpoint: bought, stage: shop, event: bought}
""")
    trail = "01.03 bought\n02.03 bought\n03.03 bought"
    assert told(map_, trail, marks=()) == [
        "01.03 start shop",
        "01.03 success shop",
        "02.03 start shop",
        "02.03 success shop",
    ]
