"""What happens by itself: silence that loses, pauses and outages holding it, timed ways in."""

from tropa.clock import DAY
from unit.place.told import map_of, placed, told

SILENT = map_of("""
outcomes:
  snooze: {when: did call_later, until: call_later.day}
stages:
  - {stage: request, lost_after: 14d}
  - {stage: quote, enter: did quote_sent, lost_after: 21d}
  - {stage: service, lost_after: never}
touchpoints:
  - {touchpoint: form, stage: request, event: form}
  - {touchpoint: quote_sent, event: quote_sent, from: seller}
  - {touchpoint: served, stage: service, event: served}
  - {touchpoint: opened, event: email_opened}
  - {touchpoint: letter, event: letter, from: seller, answered: answered == true}
  - {touchpoint: message, event: message}
  - {touchpoint: call_later, event: call_later, from: seller}
""")


# ---------------------------------------------------------------- silence


def test_silence_loses_exactly_when_its_limit_is_over() -> None:
    found = placed(SILENT, "02.03 10:15 form")
    assert int(found.at[-1] - found.at[0]) == 14 * DAY
    assert told(SILENT, "02.03 10:15 form")[-1] == "16.03 10:15 silence request"


def test_a_loss_yet_to_come_is_told_of_with_its_future_instant_and_is_not_yet() -> None:
    assert told(SILENT, "20.03 form", until="01.04") == ["20.03 start request"]
    assert told(SILENT, "20.03 form", until="03.04")[-1] == "03.04 silence request"


def test_a_loss_is_dated_by_the_rule_whenever_it_is_found() -> None:
    assert told(SILENT, "02.03 form\n30.09 message")[1] == "16.03 silence request"


def test_an_event_at_the_last_instant_is_in_time() -> None:
    trail = "02.03 form\n16.03 message"
    assert told(SILENT, trail) == ["02.03 start request", "30.03 silence request"]


def test_an_event_a_minute_later_is_a_return() -> None:
    trail = "02.03 form\n16.03 00:01 message"
    assert told(SILENT, trail, until="17.03")[1:] == [
        "16.03 silence request",
        "16.03 00:01 return request",
    ]


def test_every_inbound_touch_begins_the_silence_anew() -> None:
    trail = "02.03 form\n10.03 message\n20.03 form"
    assert told(SILENT, trail)[-1] == "03.04 silence request"


def test_an_opened_letter_and_an_unanswered_one_do_not() -> None:
    trail = "02.03 form\n10.03 email_opened\n12.03 letter answered=false"
    assert told(SILENT, trail)[-1] == "16.03 silence request"


def test_an_answered_one_does() -> None:
    trail = "02.03 form\n12.03 letter answered=true"
    assert told(SILENT, trail)[-1] == "26.03 silence request"


def test_entering_a_stage_begins_the_silence_even_by_the_sellers_act() -> None:
    trail = "02.03 form\n10.03 quote_sent"
    assert told(SILENT, trail)[-1] == "31.03 silence quote"


def test_a_stage_that_never_loses_never_loses() -> None:
    assert told(SILENT, "02.03 form\n03.03 quote_sent\n04.03 served")[-1] == (
        "04.03 advance service"
    )


# ---------------------------------------------------------------- pauses


def test_a_pause_agreed_counts_silence_from_its_day() -> None:
    trail = "02.03 form\n05.03 call_later day=2026-05-01"
    assert told(SILENT, trail) == [
        "02.03 start request",
        "05.03 snooze request",
        "15.05 silence request",
    ]


def test_a_word_during_the_pause_does_not_end_it() -> None:
    trail = "02.03 form\n05.03 call_later day=2026-05-01\n10.03 message"
    assert told(SILENT, trail)[-1] == "15.05 silence request"


def test_a_pause_to_a_day_gone_by_or_to_no_day_is_none() -> None:
    assert told(SILENT, "02.03 form\n05.03 call_later day=2026-03-01")[-1] == (
        "16.03 silence request"
    )
    assert told(SILENT, "02.03 form\n05.03 call_later day=spring")[-1] == (
        "16.03 silence request"
    )


# ---------------------------------------------------------------- outages


def test_silence_stands_still_while_a_source_was_out() -> None:
    outages = [("05.03", "08.03")]
    assert told(SILENT, "02.03 form", outages=outages)[-1] == "19.03 silence request"


def test_silence_that_begins_in_an_outage_counts_from_its_end() -> None:
    outages = [("01.03", "05.03")]
    assert told(SILENT, "02.03 form", outages=outages)[-1] == "19.03 silence request"


def test_an_outage_in_the_time_won_by_another_is_waited_for_too() -> None:
    outages = [("15.03", "17.03"), ("17.03 12:00", "20.03 12:00")]
    assert told(SILENT, "02.03 form", outages=outages)[-1] == "21.03 silence request"


def test_an_outage_after_the_loss_changes_nothing() -> None:
    outages = [("16.03", "18.03")]
    assert told(SILENT, "02.03 form", outages=outages)[-1] == "16.03 silence request"


# ---------------------------------------------------------------- timed ways in

TIMED = map_of("""
stages:
  - {stage: buyer, lost_after: 30d}
  - {stage: user, enter: 10d after accepted and not did complaint, lost_after: 30d}
  - {stage: fan, enter: 20d after user}
touchpoints:
  - {touchpoint: accepted, stage: buyer, event: accepted}
  - {touchpoint: complaint, event: complaint}
""")


def test_time_alone_enters_a_stage_at_its_exact_instant() -> None:
    found = placed(TIMED, "02.03 accepted")
    assert told(TIMED, "02.03 accepted") == [
        "02.03 start buyer",
        "12.03 advance user",
        "01.04 advance fan",
    ]
    assert found.cause.tolist()[-2:] == [0, 0]


def test_time_counts_from_the_latest_touch() -> None:
    trail = "02.03 accepted\n12.03 accepted"
    assert told(TIMED, trail, until="31.03") == ["02.03 start buyer", "22.03 advance user"]


def test_the_rest_of_the_rule_is_asked_when_the_time_comes() -> None:
    trail = "02.03 accepted\n12.03 complaint"
    assert told(TIMED, trail, until="31.03") == ["02.03 start buyer"]


def test_time_does_not_bring_back_the_lost() -> None:
    map_ = map_of("""
stages:
  - {stage: buyer, lost_after: 5d}
  - {stage: user, enter: 10d after accepted}
touchpoints:
  - {touchpoint: accepted, stage: buyer, event: accepted}
""")
    assert told(map_, "02.03 accepted") == ["02.03 start buyer", "07.03 silence buyer"]


def test_a_way_in_comes_before_a_loss_of_the_same_instant() -> None:
    map_ = map_of("""
stages:
  - {stage: buyer, lost_after: 10d}
  - {stage: user, enter: 10d after accepted, lost_after: 5d}
touchpoints:
  - {touchpoint: accepted, stage: buyer, event: accepted}
""")
    assert told(map_, "02.03 accepted")[1:] == ["12.03 advance user", "17.03 silence user"]


def test_several_ways_in_of_one_instant_are_gone_through_in_order() -> None:
    map_ = map_of("""
stages:
  - stage: buyer
  - {stage: user, enter: 2d after bought}
  - {stage: regular, enter: 1d after called}
  - {stage: fan, enter: 2d after bought}
touchpoints:
  - {touchpoint: bought, stage: buyer, event: bought}
  - {touchpoint: called, event: called}
""")
    assert told(map_, "02.03 bought\n03.03 called")[1:] == [
        "04.03 advance user",
        "04.03 advance regular",
        "04.03 advance fan",
    ]


def test_time_may_lose_and_sell_too() -> None:
    map_ = map_of("""
sale: 5d after accepted
outcomes:
  lost: 3d after offered
stages:
  - stage: talk
  - stage: buyer
touchpoints:
  - {touchpoint: offered, stage: talk, event: offered}
  - {touchpoint: accepted, stage: buyer, event: accepted}
""")
    assert told(map_, "02.03 offered")[-1] == "05.03 refusal talk"
    assert told(map_, "02.03 accepted")[-1] == "07.03 success buyer"


def test_a_timed_rule_knows_the_person_it_is_about() -> None:
    map_ = map_of("""
stages:
  - stage: buyer
  - {stage: user, enter: 10d after accepted and city == "Omsk"}
touchpoints:
  - {touchpoint: accepted, stage: buyer, event: accepted}
""")
    assert told(map_, "01.03 identify city=Omsk\n02.03 accepted")[-1] == "12.03 advance user"
    assert told(map_, "01.03 identify city=Perm\n02.03 accepted")[-1] == "02.03 start buyer"
