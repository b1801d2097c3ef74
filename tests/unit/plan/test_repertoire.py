"""What people can be made to do on a map, tried on the kernel beforehand."""

from tropa.clock import DAY
from tropa.map.read import read_map
from tropa.plan.repertoire import repertoire_of
from unit.plan.drawn_maps import shop, windows


def test_everything_of_the_windows_map_can_be_drawn() -> None:
    map_ = windows()
    found = repertoire_of(map_)
    assert found.undrawn == ()
    assert found.stages == tuple(range(1, len(map_.stages)))
    assert map_.stages[found.sale_stage].id == "paid"
    done, repeat = map_.stage_index("done"), map_.stage_index("repeat")
    assert found.alone == {done: (repeat, 30 * DAY)}
    assert found.again.keys() == {map_.stage_index("enquiry")}


def test_each_reason_of_the_map_is_a_refusal_of_its_own() -> None:
    map_ = windows()
    quoted = map_.stage_index("quoted")
    said = {
        dict(way.acts[-1].fields)["reason"] for way in repertoire_of(map_).ends["lost", quoted]
    }
    assert said == {"price", "competitor", "later", "terms", "trust", "diy"}


def test_an_act_that_moves_somebody_is_never_quiet() -> None:
    found = repertoire_of(shop())
    for (stage, _), ways in found.onward.items():
        acts = {act for way in ways for act in way.acts}
        assert not acts & found.quiet.get(stage, frozenset())


def test_a_stage_whose_rule_nothing_fulfils_is_told_with_its_reason() -> None:
    text = shop().text.replace("enter: did service", "enter: count of service >= 99")
    told = {one.name: one for one in repertoire_of(read_map(text)).undrawn}
    assert told["served"].reason == "too_many_touches"
    assert "«Is served»" in told["served"].message("ru")


def test_a_touchpoint_no_event_becomes_is_told_with_its_reason() -> None:
    text = shop().text.replace('where: not kind == "other"', "where: f == 1 and f == 2")
    told = {(one.kind, one.name): one.reason for one in repertoire_of(read_map(text)).undrawn}
    assert told["touchpoint", "came"] == "no_such_event"
