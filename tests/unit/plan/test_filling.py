"""Fields beside those the rules ask for never change what an event is."""

import msgspec
import pytest

from tropa.chance import Draws
from tropa.map.document import Map
from tropa.place.rules import compile_edition
from tropa.plan.acts import Act
from tropa.plan.assumptions import Assumptions
from tropa.plan.filling import Filling, Moment
from tropa.plan.purse import Purse
from tropa.plan.rehearsal import look_at
from tropa.plan.repertoire import repertoire_of
from tropa.plan.shares import model_of
from tropa.plan.somebody import Crowd
from unit.plan.drawn_maps import shop, windows


@pytest.mark.parametrize("map_", [windows(), shop()], ids=["windows", "shop"])
def test_a_filled_event_is_the_same_touch_as_the_bare_act(map_: Map) -> None:
    edition, acts = compile_edition(map_), list(repertoire_of(map_).seen)
    filling, model = Filling(edition, acts), model_of(map_)
    crowd = Crowd(map_, Assumptions(), 1_000)
    for number in range(20):
        who = crowd.somebody("seed", 1, number)
        moment = Moment(who, Purse(model, "seed", number), 0, Draws("seed", number))
        filled: list[Act] = []
        for act in acts:
            fields = msgspec.json.decode(filling.forms[act].properties(moment, ()))
            assert set(act.fields) <= set(fields.items())
            assert not act.absent & fields.keys()
            filled.append(Act(act.touchpoint, act.event, tuple(fields.items())))
        assert look_at(edition, filled) == look_at(edition, acts)


def test_what_only_the_story_knows_takes_the_place_of_what_the_rule_asked_for() -> None:
    map_ = windows()
    acts = list(repertoire_of(map_).seen)
    pause = next(one for one in acts if one.event == "deal_postponed")
    who = Crowd(map_, Assumptions(), 1_000).somebody("seed", 1, 1)
    moment = Moment(who, Purse(model_of(map_), 1), 0, Draws(1))
    form = Filling(compile_edition(map_), acts).forms[pause]
    fields = msgspec.json.decode(form.properties(moment, (("day", "2026-05-01"),)))
    assert fields["day"] == "2026-05-01"


def test_nothing_is_said_in_a_call_nobody_answered() -> None:
    map_ = windows()
    acts = list(repertoire_of(map_).seen)
    forms = Filling(compile_edition(map_), acts).forms
    who = Crowd(map_, Assumptions(), 1_000).somebody("seed", 1, 1)
    moment = Moment(who, Purse(model_of(map_), 1), 0, Draws(1))
    for act in acts:
        if ("answered", False) in act.fields:
            fields = msgspec.json.decode(forms[act].properties(moment, ()))
            assert not fields.keys() & {"seconds", "result"}
