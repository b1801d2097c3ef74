import numpy as np

from tropa.map.document import Map
from tropa.measure.interval import Rate
from tropa.measure.owners import (
    Figures,
    OwnersAnswer,
    by_owner,
    owner_title,
    owners,
    owners_json,
    owners_words,
)
from tropa.words import LANGUAGES
from unit.measure.small import FIRM, FIRM_TEXT, tells
from unit.place.told import map_of

TEAM = map_of(
    FIRM_TEXT.replace("{stage: enquiry,", "{stage: enquiry, owner: ann,")
    .replace("{stage: offer,", "{stage: offer, owner: bob,")
    .replace("event: asked,", "event: asked, owner: ann, sale: {when: did quote, within: 2d},")
    .replace("event: quoted,", "event: quoted, owner: ann, sale: {when: did payment},")
    + "owners: {bob: {title: Боб}, ann: {title: Анна}, idle: {title: Никто}}\n"
)
TRAILS = (
    "02.03 asked\n 03.03 quoted\n 04.03 paid amount=1",
    "02.03 asked\n 08.03 asked",
    "02.03 asked\n 03.03 quoted\n 04.03 refused",
)


def told(map_: Map = TEAM, *trails: str) -> OwnersAnswer:
    found = tells(map_, "20.03", *trails)
    return owners(map_, found.flow, found.losses, found.points)


def test_whoever_answers_for_something_has_a_row_and_nobody_always_has() -> None:
    assert [one.owner for one in told().owners] == ["bob", "ann", None]
    assert [one.owner for one in told(FIRM).owners] == [None]


def test_counts_are_added_up_over_what_one_answers_for() -> None:
    bob, ann, nobody = (one.figures for one in told(TEAM, *TRAILS).owners)
    assert (ann.stages, ann.touchpoints, ann.reached, ann.touches) == (1, 2, 3, 6)
    assert (bob.stages, bob.touchpoints, bob.reached, bob.lost) == (1, 0, 2, 1)
    assert (nobody.stages, nobody.touchpoints, nobody.touches) == (1, 8, 2)


def test_rows_make_the_total() -> None:
    found = told(TEAM, *TRAILS)
    for name in Figures.__slots__:
        rows = sum(getattr(one.figures, name) for one in found.owners)
        assert rows == getattr(found.total, name), name


def test_ratios_are_made_again_of_the_sums() -> None:
    """Two quotes of four requests, and one purchase of two quotes."""
    ann = told(TEAM, *TRAILS).owners[1].figures
    assert ann.sale == Rate(3, 6)
    assert ann.onward == Rate(2, 3)


def test_of_nothing_there_is_no_ratio() -> None:
    assert Figures().sale.rate is Figures().onward.rate is Figures().loss_rate.rate is None


def test_any_rows_are_added_up_by_whose_they_are() -> None:
    found = by_owner(["ann", None, "ann"], np.asarray([[1, 10], [2, 20], [3, 30]]))
    assert {name: sums.tolist() for name, sums in found.items()} == {
        "ann": [4, 40],
        None: [2, 20],
    }
    assert by_owner([], np.zeros((0, 2), np.int64))[None].tolist() == [0, 0]


def test_nobody_has_a_name_in_both_languages() -> None:
    assert owner_title(None, TEAM, "ru") == "без ответственного"
    assert owner_title(None, TEAM, "en") == "without an owner"
    assert owner_title("ann", TEAM, "ru") == "Анна"
    assert owner_title("gone", TEAM, "ru") == "gone"


def test_it_is_told_under_stable_names_and_in_words() -> None:
    found = owners_json(told(TEAM, *TRAILS), TEAM, "ru")
    assert [one["title"] for one in found["owners"]] == ["Боб", "Анна", "без ответственного"]
    assert found["owners"][1]["sale"]["rate"] == 0.5
    assert found["total"]["touches"] == 8
    assert all(all(owners_words(language)) for language in LANGUAGES)
