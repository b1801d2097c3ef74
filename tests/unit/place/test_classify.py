"""Which touch an event is, and whose act."""

from unit.place.told import map_of, placed, told

MAP = map_of("""
stages:
  - {stage: look, lost_after: 10d}
  - {stage: ask, lost_after: 10d}
touchpoints:
  - {touchpoint: callback, stage: ask, event: form.submit, where: form == "callback"}
  - {touchpoint: any_form, stage: look, event: form.submit}
  - {touchpoint: opened, stage: ask, event: email_opened, from: buyer}
  - {touchpoint: wrote, stage: ask, event: wrote, from: buyer, interaction: message}
  - {touchpoint: viewed, stage: look, event: page_viewed}
""")


def test_the_first_touchpoint_that_fits_takes_the_event() -> None:
    assert told(MAP, "01.03 form_submit form=callback", until="02.03") == ["01.03 start ask"]
    assert told(MAP, "01.03 form_submit form=other", until="02.03") == ["01.03 start look"]


def test_a_dotted_name_is_the_same_name() -> None:
    assert told(MAP, "01.03 form.submit", until="02.03") == ["01.03 start look"]


def test_an_event_may_name_its_touchpoint_itself() -> None:
    assert told(MAP, "01.03 anything touchpoint=callback", until="02.03") == ["01.03 start ask"]
    assert told(MAP, "01.03 form_submit touchpoint=nowhere", until="02.03") == [
        "01.03 start look"
    ]


def test_an_opened_letter_is_nobodys_act_whatever_the_map_says() -> None:
    assert told(MAP, "01.03 page_viewed\n05.03 email_opened") == [
        "01.03 start look",
        "11.03 silence look",
    ]


def test_a_letter_the_buyer_wrote_is_a_talk() -> None:
    assert told(MAP, "01.03 wrote", until="02.03", marks=("lead",)) == [
        "01.03 start ask",
        "01.03 lead ask",
    ]


def test_persons_are_not_placed_on_an_audience() -> None:
    map_ = map_of("""
stages:
  - {stage: everybody, level: audience}
  - stage: ask
touchpoints:
  - {touchpoint: viewed, stage: everybody, event: page_viewed}
  - {touchpoint: form, stage: ask, event: form}
""")
    assert told(map_, "01.03 page_viewed\n02.03 form") == ["02.03 start ask"]


def test_money_of_another_currency_is_noted_and_not_counted() -> None:
    map_ = map_of("""
currency: RUB
money: {paid: paid.amount}
stages:
  - stage: shop
touchpoints:
  - {touchpoint: paid, stage: shop, event: paid}
""")
    trail = (
        "01.03 paid amount=5 currency=EUR\n02.03 paid amount=6 currency=rub\n"
        "03.03 paid amount=x"
    )
    found = placed(map_, trail)
    assert found.paid_amount.tolist() == [600]
    assert found.notes == {"no_amount": 1, "other_currency": 1}
