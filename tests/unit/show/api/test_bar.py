"""The bar of filters over HTTP: whom the map's numbers are of, and what is refused."""

import re

import pytest

from tropa.testing import temporary_workspace
from unit.show.api.getting import get
from unit.workspace.test_narrowing import EVENTS, MAP

PATH = "/api/map/shop"
AS_OF = "2026-03-07"


def test_numbers_of_a_segment_say_whose_they_are() -> None:
    with temporary_workspace(MAP, EVENTS) as tried:
        status, told = get(tried.workspace, PATH, as_of=AS_OF, segment="locals")
        narrowed = told["how"]["narrowed"]
        assert (status, told["answer"]["journeys"]["valid"]) == (200, 2)
        assert narrowed["segment"] == {"id": "locals", "title": "From Omsk"}
        assert (narrowed["persona"], narrowed["people"]) == (None, 2)
        assert narrowed["words"]["en"][0] == "Only the segment “From Omsk”: 2 people."
        assert narrowed["words"]["ru"][0] == "Только сегмент «From Omsk»: 2 человека."
        _, told = get(tried.workspace, PATH, as_of=AS_OF)
        assert (told["how"]["narrowed"], told["answer"]["journeys"]["valid"]) == (None, 3)


def test_the_screen_holds_no_segment_against_the_plan_of_everybody() -> None:
    with temporary_workspace(MAP, EVENTS) as tried:
        bars = {}
        for segment in ("", "locals"):
            _, told = get(tried.workspace, f"{PATH}/screen", as_of=AS_OF, segment=segment)
            bars[segment] = told["answer"]["stages"][0]["kpis"][0]
            # The picture that is handed out says whose numbers it bears.
            assert ("From Omsk" in told["answer"]["subtitle"]) == (segment == "locals")
        assert (bars[""]["fact"], bars[""]["plan"]) == (2, 10)
        assert (bars["locals"]["fact"], bars["locals"]["plan"]) == (2, None)


def test_a_figure_and_its_people_agree_in_every_segment() -> None:
    with temporary_workspace(MAP, EVENTS) as tried:
        for whose in ({}, {"segment": "locals"}, {"segment": "buyers"}, {"persona": "boris"}):
            _, told = get(tried.workspace, PATH, as_of=AS_OF, **whose)
            for stage in told["answer"]["stages"]:
                path = f"{PATH}/people/stage/{stage['id']}/entered"
                _, behind = get(tried.workspace, path, as_of=AS_OF, **whose)
                assert behind["answer"]["count"] == stage["reached"]


def test_an_unknown_segment_is_refused_with_those_there_are() -> None:
    with temporary_workspace(MAP, EVENTS) as tried:
        for path in (PATH, f"{PATH}/screen", f"{PATH}/people/map/won"):
            status, told = get(tried.workspace, path, segment="<b>nobody</b>")
            assert (status, told["code"]) == (400, "no_such_segment")
            assert re.search(r"locals, buyers", told["next"])


def test_the_bar_offers_what_can_be_counted_and_says_why_the_rest_cannot() -> None:
    with temporary_workspace(MAP, EVENTS) as tried:
        status, told = get(tried.workspace, f"{PATH}/filters", lang="en")
        assert status == 200
        segments = {one["id"]: one["why"] for one in told["answer"]["segments"]}
        assert [name for name, why in segments.items() if why is None] == ["locals", "buyers"]
        assert "in stage looking" in segments["waiting"]
        personas = {one["id"]: one for one in told["answer"]["personas"]}
        assert list(personas) == ["locals", "boris", "ghost"]
        assert personas["locals"]["title"] == "Anna"
        assert personas["ghost"]["why"] == "the portrait is of no segment"


ODD = (
    "'; drop table x",
    "<script>alert(1)</script>",
    "ж" * 9_000,
    "\x00",
    "..",
    "in segment locals",
)


@pytest.mark.parametrize("odd", ODD, ids=range(len(ODD)))
def test_odd_filters_are_refused_in_one_clear_sentence(odd: str) -> None:
    codes = {
        "segment": {"no_such_segment"},
        "persona": {"no_such_persona"},
        "compare": {"no_such_comparison", "bad_moment"},
    }
    with temporary_workspace(MAP, EVENTS) as tried:
        for name, allowed in codes.items():
            for path in (PATH, f"{PATH}/screen"):
                asked = {"as_of": AS_OF, "from": "2026-03-02", name: odd}
                status, told = get(tried.workspace, path, **asked)
                assert (status, told["code"] in allowed) == (400, True), told
                assert 0 < len(told["message"]) < 300
                assert told["next"]


def test_a_comparison_without_a_period_is_refused() -> None:
    with temporary_workspace(MAP, EVENTS) as tried:
        status, told = get(tried.workspace, PATH, as_of=AS_OF, compare="previous")
        assert (status, told["code"]) == (400, "compare_without_period")
