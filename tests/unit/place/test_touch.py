"""Repeated events of one contact are one touch."""

from tropa.place.touch import BUYER, COUNTED, SHOWN, TALK
from unit.place.told import day_of, map_of, placed

MAP = map_of("""
policy: {visit_gap: 30m, talk_gap: 30m}
stages:
  - stage: all
touchpoints:
  - {touchpoint: article, stage: all, event: page_viewed, where: path == "article"}
  - {touchpoint: price, stage: all, event: page_viewed}
  - {touchpoint: asked, stage: all, event: chat_in}
  - {touchpoint: told, event: chat_out, interaction: chat, from: seller}
  - {touchpoint: banner, event: ad_impression}
  - {touchpoint: sent, event: message_sent}
  - {touchpoint: opened, event: message_open}
  - {touchpoint: clicked, event: message_click}
  - {touchpoint: called, event: call_out_attempt, answered: answered == true}
  - {touchpoint: form, stage: all, event: form}
""")


def touches(trail: str) -> list[str]:
    found = placed(MAP, trail)
    names = [MAP.touchpoints[int(point) - 1].id for point in found.touch_point]
    return [
        f"{day_of(MAP, int(at))} {name}" for at, name in zip(found.touch_at, names, strict=True)
    ]


def test_pages_of_one_visit_are_one_touch_whatever_the_page() -> None:
    trail = """
01.03 10:00 page_viewed path=article
01.03 10:20 page_viewed
01.03 10:49 page_viewed path=article
"""
    assert touches(trail) == ["01.03 10:00 article"]


def test_half_an_hour_of_silence_ends_a_visit() -> None:
    trail = "01.03 10:00 page_viewed\n01.03 10:30 page_viewed"
    assert touches(trail) == ["01.03 10:00 price", "01.03 10:30 price"]


def test_both_sides_of_a_chat_are_one_touch() -> None:
    trail = (
        "01.03 10:00 chat_in\n01.03 10:10 chat_out\n01.03 10:39 chat_in\n01.03 11:09 chat_in"
    )
    assert touches(trail) == ["01.03 10:00 asked", "01.03 11:09 asked"]


def test_an_impression_a_day_is_one_touch_kept_apart() -> None:
    trail = """
01.03 form
01.03 10:00 ad_impression creative=a
01.03 11:00 ad_impression creative=b
01.03 12:00 ad_impression creative=a
02.03 12:00 ad_impression creative=a
"""
    assert touches(trail) == [
        "01.03 form",
        "01.03 10:00 banner",
        "01.03 11:00 banner",
        "02.03 12:00 banner",
    ]
    assert placed(MAP, trail).touch_flags.tolist() == [COUNTED | BUYER | TALK] + [SHOWN] * 3


def test_a_day_is_the_maps_own_day() -> None:
    # 23:30 and 00:30 in Moscow are one day in Greenwich.
    trail = "01.03 form\n01.03 23:30 ad_impression\n02.03 00:30 ad_impression"
    assert len(touches(trail)) == 3


def test_what_was_sent_opened_and_clicked_of_one_message_is_one_touch_of_its_depth() -> None:
    trail = """
01.03 form
02.03 message_sent message_id=7
02.03 10:00 message_sent message_id=8
05.03 message_open message_id=7
06.03 message_click message_id=7
"""
    assert touches(trail) == ["01.03 form", "02.03 sent", "02.03 10:00 sent"]
    found = placed(MAP, trail)
    assert found.touch_depth.tolist()[1:] == [3, 1]
    assert found.touch_flags.tolist()[1:] == [COUNTED | BUYER, COUNTED]


def test_messages_without_a_number_stay_apart() -> None:
    assert len(touches("01.03 form\n02.03 message_sent\n02.03 message_sent")) == 3


def test_unanswered_calls_are_one_touch_a_day_and_an_answered_one_its_own() -> None:
    trail = """
01.03 form
02.03 10:00 call_out_attempt
02.03 11:00 call_out_attempt
02.03 12:00 call_out_attempt answered=true
02.03 13:00 call_out_attempt
"""
    assert touches(trail) == ["01.03 form", "02.03 10:00 called", "02.03 12:00 called"]


def test_the_same_form_three_times_is_three_touches_and_one_lead() -> None:
    found = placed(MAP, "01.03 form\n01.03 10:00 form\n01.03 11:00 form")
    assert len(found.touch_at) == 3
    assert found.journeys == 1
