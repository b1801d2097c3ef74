"""How one event changes a journey: entering, coming back, selling, ending."""

from unit.place.told import map_of, placed, told

FUNNEL = map_of("""
sale: did contract
outcomes:
  lost: did refusal
  hard_lost: did blocked
  disqualified: did not_ours
  invalid: did spam
stages:
  - stage: request
    lost_after: 14d
  - stage: measurement
    lost_after: 14d
  - stage: quote
    lost_after: 21d
  - stage: installation
    lost_after: 30d
touchpoints:
  - {touchpoint: form, stage: request, event: form_submit}
  - {touchpoint: visit, stage: measurement, event: visit, moves_back: true}
  - {touchpoint: quote_asked, stage: quote, event: quote_asked}
  - touchpoint: letter
    stage: quote
    event: letter_sent
    from: seller
    answered: answered == true
  - {touchpoint: contract, stage: installation, event: contract}
  - {touchpoint: message, event: message}
  - {touchpoint: refusal, event: refusal}
  - {touchpoint: blocked, event: blocked, from: seller}
  - {touchpoint: not_ours, event: not_ours, from: seller}
  - {touchpoint: spam, event: spam, from: seller}
""")

GATED = map_of("""
sale: did paid
stages:
  - stage: request
  - stage: quote
    enter: did quote_sent
  - stage: payment
  - stage: service
touchpoints:
  - {touchpoint: form, stage: request, event: form}
  - {touchpoint: quote_sent, stage: quote, event: quote, from: seller}
  - {touchpoint: quote_page, stage: quote, event: quote_page, moves_back: true}
  - {touchpoint: paid, stage: payment, event: paid}
  - {touchpoint: served, stage: service, event: served, from: seller}
""")


# ---------------------------------------------------------------- opening and moving on


def test_an_inbound_touch_of_any_stage_opens_a_journey_there() -> None:
    assert told(FUNNEL, "02.03 quote_asked", until="03.03") == ["02.03 start quote"]


def test_a_touch_of_no_stage_opens_nothing() -> None:
    assert told(FUNNEL, "02.03 message\n03.03 form_submit", until="04.03") == [
        "03.03 start request"
    ]


def test_an_event_the_map_does_not_know_changes_nothing() -> None:
    trail = "02.03 form_submit\n15.03 something_else"
    assert told(FUNNEL, trail) == ["02.03 start request", "16.03 silence request"]


def test_the_next_stage_is_an_advance_and_a_further_one_a_skip() -> None:
    trail = "02.03 form_submit\n03.03 visit\n04.03 contract"
    assert told(FUNNEL, trail, until="05.03") == [
        "02.03 start request",
        "03.03 advance measurement",
        "04.03 skip installation",
        "04.03 won installation",
        "04.03 success installation",
    ]


def test_a_repeated_touch_and_a_touch_of_an_earlier_stage_move_nobody() -> None:
    trail = "02.03 visit\n03.03 visit\n04.03 form_submit"
    assert told(FUNNEL, trail, until="05.03") == ["02.03 start measurement"]


def test_a_touchpoint_that_moves_back_moves_back() -> None:
    trail = "02.03 quote_asked\n03.03 visit\n04.03 quote_asked"
    assert told(FUNNEL, trail, until="05.03") == [
        "02.03 start quote",
        "03.03 back measurement",
        "04.03 advance quote",
    ]


def test_a_sellers_touch_enters_a_stage_only_when_it_was_answered() -> None:
    trail = "02.03 form_submit\n03.03 letter_sent\n04.03 letter_sent answered=true"
    assert told(FUNNEL, trail, until="05.03") == [
        "02.03 start request",
        "04.03 skip quote",
    ]


# ---------------------------------------------------------------- ways in of a stage's own


def test_a_stage_with_a_way_in_of_its_own_is_entered_by_nothing_else() -> None:
    trail = "02.03 form\n03.03 quote_page\n04.03 quote"
    assert told(GATED, trail) == ["02.03 start request", "04.03 advance quote"]


def test_a_touch_does_not_pass_over_a_stage_with_a_way_in_of_its_own() -> None:
    trail = "02.03 form\n03.03 paid\n04.03 quote\n05.03 paid"
    assert told(GATED, trail, marks=()) == [
        "02.03 start request",
        "04.03 advance quote",
        "05.03 advance payment",
    ]


def test_a_touch_opens_no_journey_beyond_a_stage_with_a_way_in_of_its_own() -> None:
    assert told(GATED, "02.03 paid\n03.03 form", marks=()) == ["03.03 start request"]


def test_a_way_in_may_be_fulfilled_by_the_seller_and_from_the_very_start() -> None:
    assert told(GATED, "02.03 quote") == ["02.03 start quote"]


def test_moving_back_into_a_stage_with_a_way_in_of_its_own_needs_that_way() -> None:
    trail = "02.03 quote\n03.03 paid\n04.03 quote_page"
    assert told(GATED, trail, marks=()) == ["02.03 start quote", "03.03 advance payment"]


def test_one_event_goes_through_several_stages_in_their_order() -> None:
    map_ = map_of("""
stages:
  - stage: asked
  - {stage: offered, enter: did deal}
  - {stage: agreed, enter: did deal where signed == true}
  - stage: served
touchpoints:
  - {touchpoint: form, stage: asked, event: form}
  - {touchpoint: deal, stage: served, event: deal}
""")
    assert told(map_, "02.03 form\n03.03 deal signed=true") == [
        "02.03 start asked",
        "03.03 advance offered",
        "03.03 advance agreed",
        "03.03 advance served",
    ]


def test_an_event_that_leads_on_and_back_leads_on() -> None:
    map_ = map_of("""
stages:
  - stage: asked
  - stage: measured
  - {stage: quoted, enter: did visit where price exists}
touchpoints:
  - {touchpoint: visit, stage: asked, event: visit, moves_back: true}
  - {touchpoint: call, stage: measured, event: call}
""")
    assert told(map_, "02.03 call\n03.03 visit price=5\n04.03 visit") == [
        "02.03 start measured",
        "03.03 advance quoted",
        "04.03 back asked",
    ]


def test_events_of_one_instant_go_by_the_stage_they_lead_to() -> None:
    trail = "02.03 quote_asked\n02.03 refusal\n02.03 visit\n02.03 form_submit"
    assert told(FUNNEL, trail) == [
        "02.03 start request",
        "02.03 advance measurement",
        "02.03 advance quote",
        "02.03 refusal quote",
    ]


def test_of_two_stages_a_touch_leads_to_the_first_counts_at_one_instant() -> None:
    map_ = map_of("""
stages:
  - stage: asked
  - stage: measured
  - {stage: quoted, enter: did form and did visit}
touchpoints:
  - {touchpoint: visit, stage: measured, event: visit}
  - {touchpoint: form, stage: asked, event: form}
""")
    assert told(map_, "02.03 visit\n02.03 form") == [
        "02.03 start asked",
        "02.03 advance measured",
        "02.03 advance quoted",
    ]


# ---------------------------------------------------------------- losing and coming back


def test_a_refusal_loses_at_once_with_its_reason() -> None:
    map_ = map_of("""
outcomes:
  lost: {when: did refusal, reason: refusal.why}
stages:
  - stage: request
touchpoints:
  - {touchpoint: form, stage: request, event: form}
  - {touchpoint: refusal, event: refusal}
""")
    found = placed(map_, "02.03 form\n05.03 refusal why=price")
    assert told(map_, "02.03 form\n05.03 refusal why=price")[-1] == "05.03 refusal request"
    assert found.reasons[int(found.detail[-1])] == "price"


def test_a_lost_person_who_writes_returns_to_the_stage_they_were_lost_from() -> None:
    trail = "04.03 form_submit\n07.03 visit\n27.03 message"
    assert told(FUNNEL, trail, until="01.04") == [
        "04.03 start request",
        "07.03 advance measurement",
        "21.03 silence measurement",
        "27.03 return measurement",
    ]


def test_a_lost_person_returns_to_the_stage_of_the_event_if_that_is_later() -> None:
    trail = "02.03 form_submit\n20.03 quote_asked"
    assert told(FUNNEL, trail, until="21.03") == [
        "02.03 start request",
        "16.03 silence request",
        "20.03 return quote",
    ]


def test_a_stage_says_where_its_lost_return_to() -> None:
    map_ = map_of("""
stages:
  - {stage: request, lost_after: 5d}
  - {stage: measurement, lost_after: 5d}
  - {stage: quote, lost_after: 5d, return_to: measurement}
touchpoints:
  - {touchpoint: form, stage: request, event: form}
  - {touchpoint: quote_asked, stage: quote, event: quote}
  - {touchpoint: message, event: message}
""")
    assert told(map_, "02.03 quote\n20.03 message", until="21.03") == [
        "02.03 start quote",
        "07.03 silence quote",
        "20.03 return measurement",
    ]
    assert told(map_, "02.03 quote\n20.03 quote", until="21.03")[-1] == "20.03 return quote"


def test_a_refusal_of_the_lost_is_no_return() -> None:
    trail = "02.03 form_submit\n20.03 refusal"
    assert told(FUNNEL, trail) == ["02.03 start request", "16.03 silence request"]


def test_a_sellers_letter_does_not_bring_the_lost_back() -> None:
    trail = "02.03 form_submit\n20.03 letter_sent"
    assert told(FUNNEL, trail) == ["02.03 start request", "16.03 silence request"]


def test_a_sale_brings_the_lost_back_whoever_wrote_it_down() -> None:
    map_ = map_of("""
sale: did won
stages:
  - {stage: talk, lost_after: 5d}
  - stage: deal
touchpoints:
  - {touchpoint: form, stage: talk, event: form}
  - {touchpoint: won, stage: deal, event: won, from: seller}
""")
    assert told(map_, "02.03 form\n20.03 won", until="21.03") == [
        "02.03 start talk",
        "07.03 silence talk",
        "20.03 return talk",
        "20.03 won talk",
    ]


def test_the_window_for_coming_back_holds_to_its_last_instant() -> None:
    map_ = map_of("""
policy: {reopen_within: 10d}
stages:
  - {stage: request, lost_after: 5d}
touchpoints:
  - {touchpoint: form, stage: request, event: form}
""")
    assert told(map_, "01.03 form\n16.03 form", until="17.03") == [
        "01.03 start request",
        "06.03 silence request",
        "16.03 return request",
    ]
    assert told(map_, "01.03 form\n16.03 00:01 form", until="17.03") == [
        "01.03 start request",
        "06.03 silence request",
        "16.03 00:01 start request",
    ]


def test_who_can_make_no_other_journey_may_return_at_any_time() -> None:
    map_ = map_of("""
policy: {reopen_within: 10d, laps: 1}
stages:
  - {stage: request, lost_after: 5d}
touchpoints:
  - {touchpoint: form, stage: request, event: form}
""")
    assert told(map_, "01.03 form\n01.06 form", until="02.06")[-1] == "01.06 return request"


# ---------------------------------------------------------------- other ends


def test_spam_and_those_who_cannot_buy_leave_without_being_lost() -> None:
    assert told(FUNNEL, "02.03 form_submit\n03.03 spam")[-1] == "03.03 invalid request"
    assert told(FUNNEL, "02.03 form_submit\n03.03 not_ours")[-1] == "03.03 disqualified request"


def test_after_spam_the_next_entering_touch_is_a_new_journey() -> None:
    trail = "02.03 form_submit\n03.03 spam\n04.03 form_submit"
    assert told(FUNNEL, trail, until="05.03")[-1] == "04.03 start request"


def test_a_lost_journey_may_turn_out_to_be_spam() -> None:
    trail = "02.03 form_submit\n20.03 spam"
    assert told(FUNNEL, trail)[1:] == ["16.03 silence request", "20.03 invalid request"]


def test_a_journey_turns_out_invalid_once_even_after_its_end() -> None:
    trail = "02.03 contract\n20.03 spam\n21.03 spam"
    assert told(FUNNEL, trail, marks=()) == [
        "02.03 start installation",
        "02.03 success installation",
        "20.03 invalid installation",
    ]


# ---------------------------------------------------------------- the sale and after it

SERVICE = map_of("""
sale: did contract
policy: {reopen_within: 30d}
outcomes:
  lost: did refusal
  hard_lost: did blocked
stages:
  - stage: request
  - {stage: purchase, lost_after: 10d}
  - {stage: delight, lost_after: 10d}
touchpoints:
  - {touchpoint: form, stage: request, event: form}
  - {touchpoint: contract, stage: purchase, event: contract}
  - {touchpoint: accepted, stage: delight, event: accepted}
  - {touchpoint: repeat, stage: request, event: repeat, restarts: true}
  - {touchpoint: message, event: message}
  - {touchpoint: refusal, event: refusal}
  - {touchpoint: blocked, event: blocked, from: seller}
""")


def test_where_stages_follow_the_sale_the_journey_stays_under_way() -> None:
    trail = "02.03 form\n03.03 contract\n05.03 accepted"
    assert told(SERVICE, trail, until="06.03") == [
        "02.03 start request",
        "03.03 advance purchase",
        "03.03 won purchase",
        "05.03 advance delight",
    ]


def test_where_no_stage_follows_the_journey_ends_by_its_sale() -> None:
    assert told(FUNNEL, "02.03 contract")[-1] == "02.03 success installation"


def test_there_is_one_sale_a_journey() -> None:
    trail = "02.03 contract\n03.03 contract"
    assert [line for line in told(SERVICE, trail) if "won" in line] == ["02.03 won purchase"]


def test_after_the_sale_silence_is_sleep_and_a_message_wakes() -> None:
    trail = "02.03 contract\n20.03 message"
    assert told(SERVICE, trail, until="21.03") == [
        "02.03 start purchase",
        "02.03 won purchase",
        "12.03 dormant purchase",
        "20.03 awake purchase",
    ]


def test_after_the_sale_a_refusal_loses_nothing() -> None:
    assert told(SERVICE, "02.03 contract\n03.03 refusal", until="04.03") == [
        "02.03 start purchase",
        "02.03 won purchase",
    ]


def test_a_customer_who_cannot_be_reached_any_more_falls_asleep_at_once() -> None:
    trail = "02.03 contract\n03.03 blocked"
    assert told(SERVICE, trail)[-1] == "03.03 dormant purchase"


def test_a_touch_that_restarts_opens_a_new_journey_after_the_sale_only() -> None:
    trail = "02.03 repeat\n03.03 contract\n05.03 repeat\n06.03 repeat"
    assert told(SERVICE, trail, until="07.03") == [
        "02.03 start request",
        "03.03 advance purchase",
        "03.03 won purchase",
        "05.03 success purchase",
        "05.03 start request",
    ]


def test_a_touch_that_restarts_may_begin_beyond_the_ways_in() -> None:
    map_ = map_of("""
sale: did paid
stages:
  - {stage: request, enter: did form}
  - stage: talk
  - stage: payment
  - stage: service
touchpoints:
  - {touchpoint: form, event: form}
  - {touchpoint: call, stage: talk, event: call, restarts: true}
  - {touchpoint: paid, stage: payment, event: paid}
""")
    trail = "01.03 call\n02.03 form\n03.03 paid\n04.03 call"
    assert told(map_, trail, marks=()) == [
        "02.03 start request",
        "03.03 skip payment",
        "04.03 success payment",
        "04.03 start talk",
    ]


def test_a_touch_that_restarts_but_enters_nothing_is_an_ordinary_touch() -> None:
    map_ = map_of("""
sale: did paid
stages:
  - {stage: payment, lost_after: 5d}
  - stage: service
touchpoints:
  - {touchpoint: paid, stage: payment, event: paid}
  - {touchpoint: question, event: question, restarts: true}
""")
    trail = "02.03 paid\n10.03 question"
    assert told(map_, trail, until="11.03")[-1] == "10.03 awake payment"


def test_one_who_slept_too_long_begins_anew_with_the_next_entering_touch() -> None:
    trail = "02.03 contract\n15.04 form"
    assert told(SERVICE, trail, until="16.04", marks=()) == [
        "02.03 start purchase",
        "15.04 success purchase",
        "15.04 start request",
    ]


def test_one_who_slept_less_goes_on() -> None:
    trail = "02.03 contract\n11.04 accepted"
    assert told(SERVICE, trail, until="12.04", marks=())[-1] == "11.04 advance delight"


def test_a_new_journey_looks_at_its_own_past_alone() -> None:
    map_ = map_of("""
sale: did paid
policy: {reopen_within: 30d}
stages:
  - {stage: request, enter: did form and did call}
  - {stage: payment, lost_after: 5d}
  - stage: service
touchpoints:
  - {touchpoint: form, event: form}
  - {touchpoint: call, event: call}
  - {touchpoint: paid, stage: payment, event: paid}
""")
    asleep = "01.03 form\n02.03 call\n03.03 paid\n"
    assert told(map_, asleep + "01.06 call", until="02.06")[-1] == "01.06 awake payment"
    both = asleep + "01.06 call\n10.07 form\n11.07 call"
    assert told(map_, both, until="12.07", marks=())[-1] == "03.03 advance payment"


# ---------------------------------------------------------------- rules see the stage entered


def test_a_sale_may_ask_for_the_stage_its_own_event_enters() -> None:
    map_ = map_of("""
sale: did paid and entered payment
stages:
  - stage: request
  - stage: payment
touchpoints:
  - {touchpoint: form, stage: request, event: form}
  - {touchpoint: paid, stage: payment, event: paid}
""")
    assert told(map_, "02.03 form\n03.03 paid")[-1] == "03.03 success payment"


def test_a_rule_about_the_journey_alone_is_looked_at_when_the_buyer_acts() -> None:
    map_ = map_of("""
sale: entered payment
stages:
  - stage: request
  - stage: payment
touchpoints:
  - {touchpoint: form, stage: request, event: form}
  - {touchpoint: paid, stage: payment, event: paid}
""")
    assert told(map_, "02.03 form\n03.03 paid")[-1] == "03.03 success payment"


def test_a_rule_is_looked_at_only_when_an_event_can_make_it_true() -> None:
    map_ = map_of("""
stages:
  - stage: request
  - {stage: talk, enter: did call}
touchpoints:
  - {touchpoint: form, stage: request, event: form, moves_back: true}
  - {touchpoint: call, event: call}
""")
    trail = "01.03 call\n02.03 form\n03.03 form"
    assert told(map_, trail) == ["01.03 start talk", "02.03 back request"]


# ---------------------------------------------------------------- leads


def test_the_first_talk_makes_a_lead_and_looking_does_not() -> None:
    map_ = map_of("""
stages:
  - stage: look
  - stage: ask
touchpoints:
  - {touchpoint: page, stage: look, event: page_viewed}
  - {touchpoint: form, stage: ask, event: form}
""")
    trail = "01.03 page_viewed\n02.03 form\n03.03 form"
    assert told(map_, trail, marks=("lead",)) == [
        "01.03 start look",
        "02.03 advance ask",
        "02.03 lead ask",
    ]


def test_who_talked_before_the_journey_is_a_lead_from_its_start() -> None:
    map_ = map_of("""
stages:
  - stage: look
touchpoints:
  - {touchpoint: page, stage: look, event: page_viewed}
  - {touchpoint: message, event: message}
""")
    trail = "01.03 message\n02.03 page_viewed"
    assert told(map_, trail, marks=("lead",)) == ["02.03 start look", "02.03 lead look"]


def test_a_map_may_say_what_a_lead_is() -> None:
    map_ = map_of("""
lead: did form where phone exists
stages:
  - stage: ask
touchpoints:
  - {touchpoint: form, stage: ask, event: form}
""")
    trail = "01.03 form\n02.03 form phone=123"
    assert told(map_, trail, marks=("lead",)) == ["01.03 start ask", "02.03 lead ask"]


# ---------------------------------------------------------------- money

MONEY = map_of("""
sale: did payment
money: {paid: payment.amount, refunded: refund.amount}
policy: {reversed_within: 14d}
stages:
  - stage: request
  - stage: contract
touchpoints:
  - {touchpoint: form, stage: request, event: form}
  - {touchpoint: payment, stage: contract, event: payment}
  - {touchpoint: deposit, event: deposit}
  - {touchpoint: refund, event: refund, from: seller}
""")


def test_a_full_refund_in_time_reverses_the_win_and_moves_nobody() -> None:
    trail = (
        "02.03 form\n05.03 payment amount=600\n08.03 refund amount=200\n19.03 refund amount=400"
    )
    assert told(MONEY, trail)[-2:] == ["05.03 success contract", "19.03 reversed contract"]


def test_a_refund_in_part_or_too_late_reverses_nothing() -> None:
    paid = "05.03 payment amount=600\n"
    assert "reversed" not in " ".join(told(MONEY, paid + "08.03 refund amount=599"))
    assert "reversed" not in " ".join(told(MONEY, paid + "19.03 00:01 refund amount=600"))


def test_money_is_kept_by_its_own_day_and_money_given_back_is_negative() -> None:
    trail = "05.03 payment amount=600,50\n08.03 refund amount=-100\n09.03 refund amount=1"
    assert placed(MONEY, trail).paid_amount.tolist() == [60050, -10000, -100]


def test_money_of_before_the_first_journey_is_the_first_journeys() -> None:
    map_ = map_of("""
sale: did signed
money: {paid: payment.amount, refunded: refund.amount}
stages:
  - stage: contract
touchpoints:
  - {touchpoint: payment, event: payment}
  - {touchpoint: signed, stage: contract, event: signed}
  - {touchpoint: refund, event: refund, from: seller}
""")
    trail = (
        "01.03 payment amount=100\n02.03 signed\n"
        "03.03 payment amount=100\n04.03 refund amount=100"
    )
    assert placed(map_, trail).paid_amount.tolist() == [10000, 10000, -10000]
    assert "reversed" not in " ".join(told(map_, trail))
