"""Four hundred odd questions, each through every door: one clear answer, or one clear refusal.

The list is `tests/cases/odd_questions.yaml`. A refusal is one sentence in both languages, with
a stable code, the place in the text, and the next step; the same in Python, over HTTP (a status
from 400 to 499) and at the command line (code 2, every finding printed).
"""

from collections.abc import Generator
from pathlib import Path
from typing import Any, Final, cast

import pytest
import yaml

from golden.asking import command
from tropa.clock import MINUTE
from tropa.errors import TropaError
from tropa.event import IDENTIFY
from tropa.map.finding import MapRefused
from tropa.measure.questions.catalogue import KINDS
from tropa.show.cli.main import main
from tropa.testing import Temporary, event, temporary_workspace
from tropa.words import LANGUAGES
from tropa.workspace.questions.asking import ask_question
from unit.workspace.doors import REFUSED, Json, at_command_line, by_http, in_python, refusal_of

ROOT: Final = Path(__file__).parents[2]
CASES: Final = cast(
    "list[Json]", yaml.safe_load((ROOT / "cases" / "odd_questions.yaml").read_text("utf-8"))
)

VIEW, BUY = "Просмотр товара", "Покупка 🎁"
FUNNEL: Final = f"question: funnel\nsteps: [{VIEW}, {BUY}]\n"
ATTRIBUTION: Final = f"question: attribution\nconversion: {BUY}\nof: events\n"
SCORE: Final = f"question: score\npoints: {{event: {VIEW}, points: 1000, per_day: 9}}\n"
MAP: Final = f"""
map: shop
title: Shop
timezone: UTC
language: en
stages: [{{stage: looking}}, {{stage: bought}}]
touchpoints:
  - touchpoint: page
    stage: looking
    event: {VIEW}
    from: buyer
    interaction: view
    channel: site
  - touchpoint: order
    stage: bought
    event: {BUY}
    from: buyer
    interaction: order
    channel: site
segments:
  - {{segment: buyers, who: did ever order}}
  - {{segment: omsk, who: city == "Omsk"}}
  - {{segment: walkers, who: in stage looking}}
"""
EVENTS: Final = (
    event("ann", "2026-03-01T10:00", VIEW, page="п1", channel="search"),
    event("ann", "2026-03-02T10:00", BUY, amount=100, shop="a"),
    event("ann", "2026-03-02T11:00", IDENTIFY, city="Omsk"),
    event("bob", "2026-03-01T10:00", VIEW, page=""),
    event("bob", "2026-03-03T10:00", BUY, amount=0, shop="b"),
    event("cid", "2026-03-03T10:00", BUY, amount=-5.5, shop="b"),
    event("cid", "2026-03-04T10:00", "refund", amount="много"),
    event(["dan", "deal:D-1"], "2026-03-05T10:00", VIEW, page="п2"),
    event("old", "1970-01-02T00:00", VIEW),
    event("old", "2026-03-01T00:00", BUY, amount=1e12),
)


def many(count: int, text: str = VIEW) -> str:
    """A list of so many; `{}` is the number of each."""
    return f"[{', '.join(text.replace('{}', str(one)) for one in range(count))}]"


LARGE: Final[dict[str, tuple[str, str]]] = {
    "steps": (f"question: funnel\nsteps: {many(10_000)}\n", "too_many_steps"),
    "unknown steps": (f"question: funnel\nsteps: {many(10_000, 'e{}')}\n", "unknown_event"),
    "alternatives": (f"question: funnel\nsteps: [{{any: {many(10_000)}}}, {BUY}]\n", ""),
    "conditions": (
        "question: funnel\nsteps: [{any: "
        + many(2_000, f"{{event: {VIEW}, where: page == {{}}}}").replace("{{", "{")
        + f"}}, {BUY}]\n",
        "",
    ),
    "exclusions": (f"{FUNNEL}exclude: {many(10_000, 'refund')}\n", "too_many_exclusions"),
    "nodes": (f"question: paths\nnodes: {many(5_000)}\n", "too_many_nodes"),
    "edges": (
        f"question: distribution\nof: {VIEW}\nedges: {many(10_000, '{}')}\n",
        "too_many_edges",
    ),
    "brackets": (
        f"question: retention\nbegins: {VIEW}\nbrackets: {many(10_000, '1{}')}\n",
        "too_many_brackets",
    ),
    "splits": (
        f"question: table\nof: {VIEW}\nby: {many(10_000, 'p{}')}\n",
        "one_or_two_splits",
    ),
    "models": (
        f"{ATTRIBUTION}model: {many(10_000, 'last')}\n",
        "",
    ),
    "segments": (f"question: segments\nsegments: {many(10_000, 'buyers')}\n", ""),
    "points": (
        f"question: score\npoints: {many(5_000, f'{{event: {VIEW}, points: 1}}')}\n",
        "too_many_score_rules",
    ),
    "or": (f"{FUNNEL}where: page exists{' or page exists' * 5_000}\n", "bad_expression"),
    "or, just short enough": (f"{FUNNEL}where: page exists{' or page exists' * 130}\n", ""),
    "not": (f"{FUNNEL}where: {'not ' * 450}page exists\n", "bad_expression"),
    "brackets in a condition": (
        f"{FUNNEL}where: {'(' * 900}page exists{')' * 900}\n",
        "bad_expression",
    ),
    "title": (f"{FUNNEL}title: {'x' * 100_000}\n", "too_long"),
    "two megabytes": (f"{FUNNEL}# {'x' * 2_000_000}\n", "question_too_large"),
    "keys": (FUNNEL + "".join(f"k{one}: 1\n" for one in range(5_000)), "unknown_field"),
    "values": (f"question: trend\nof: {{event: {many(60_000, 'a')}}}\n", "yaml_too_many"),
    "depth": (f"question: trend\nof: {'[' * 5_000}{']' * 5_000}\n", "yaml_too_deep"),
    "bomb": (
        "a: &a [x, x, x]\n"
        + "".join(f"{b}: &{b} [*{a}, *{a}, *{a}]\n" for a, b in ("ab", "bc", "cd", "de", "ef"))
        + FUNNEL,
        "yaml_alias",
    ),
}


SIDES: Final = "between: [{who: city exists}, {who: not city exists}]\n"
PLAIN: Final = (
    FUNNEL,
    "question: paths\n",
    "question: transitions\n",
    f"question: retention\nbegins: {VIEW}\n",
    f"question: stickiness\nof: {VIEW}\n",
    f"question: lifecycle\nof: {VIEW}\n",
    f"question: trend\nof: {VIEW}\nfrom: 2026-03-01\n",
    f"question: distribution\nof: {VIEW}\n",
    f"question: table\nof: {VIEW}\nby: page\n",
    ATTRIBUTION,
    "question: segments\n",
    f"question: score\npoints: {{event: {VIEW}, points: 5}}\n",
    f"question: compare\nask: {{question: trend, of: {VIEW}, from: 2026-03-01}}\n{SIDES}",
)
"""A plain question of each kind."""

CELLS: Final = (
    "?",
    "0",
    "-1",
    "²",
    "99999999999999999999",
    "nan..1",
    "1/2/3/4",
    "a\0b",
    "x" * 5_000,
    "active/9999999-99-99",
    "2026-02-30",
    "first/first/1",
    "value/нет",
)


@pytest.fixture(scope="module")
def tried() -> Generator[Temporary]:
    with temporary_workspace(MAP, EVENTS) as found:
        found.clock.set("2026-04-01")
        yield found


def test_there_are_two_hundred_of_all_kinds() -> None:
    assert len(CASES) >= 200
    assert len({one["id"] for one in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_an_odd_question_is_answered_or_refused(tried: Temporary, case: Json) -> None:
    found, refused = in_python(tried, case["ask"]), case.get("refused", "")
    if isinstance(found, TropaError):
        assert found.code == refused
        assert found.where == f"question:{case['at']}"
        assert case.get("near", "") in found.message("en")
        assert_clear(found)
    else:
        assert told(found) == case.get("answers")
    assert by_http(tried, case["ask"]).code == case.get("http", refused)
    assert at_command_line(tried, case["ask"]).code == refused


@pytest.mark.parametrize("name", LARGE)
def test_a_question_of_enormous_size_is_answered_or_refused(
    tried: Temporary, name: str
) -> None:
    text, refused = LARGE[name]
    found = in_python(tried, text)
    if isinstance(found, TropaError):
        assert found.code == refused
        assert_clear(found)
    else:
        assert not refused
    assert by_http(tried, text).code == refused
    assert at_command_line(tried, text).code == refused


@pytest.mark.parametrize("kind", KINDS)
def test_an_odd_cell_has_people_or_is_refused(tried: Temporary, kind: str) -> None:
    [question] = [one for one in PLAIN if one.startswith(f"question: {kind}\n")]
    for cell in CELLS:
        fault = refusal_of(tried, question, cell)
        if fault is not None:
            assert all("\n" not in fault.message(language) for language in LANGUAGES)
            assert all(fault.advice(language) for language in LANGUAGES)


def test_the_command_line_prints_every_finding(tried: Temporary) -> None:
    text = f"question: funnel\nsteps: [nobody, {VIEW}, nothing]\n"
    said = at_command_line(tried, text).text
    assert "question:2:9:" in said
    assert "question:2:34:" in said
    said = at_command_line(tried, f"{FUNNEL}within: x\nper: 3\nby: '?'\n").text
    assert [said.count(f"question:{line}:") for line in (3, 4, 5)] == [1, 1, 1]


def test_a_process_of_its_own_refuses_with_code_two(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, file = tmp_path / "firm", tmp_path / "question.yaml"
    command("new", folder, "--lang", "en")
    for text, code, word in (
        ("question: funnel\nsteps: ['*', '*']\n", 0, "*"),
        ("question: funnel\nsteps: [a, b]\n", REFUSED, "question.yaml:2:9:"),
        ("question: funnel\nsteps: ['*']\n", REFUSED, "question.yaml:2:1:"),
        ("", REFUSED, "question.yaml:1:1:"),
        ("question: funnel\nsteps: ['*', '*']\nmap: nothing\n", REFUSED, "question.yaml:3:1:"),
    ):
        file.write_text(text, "utf-8")
        assert main(["ask", str(folder), str(file)]) == code
        printed = capsys.readouterr()
        assert word in printed.out + printed.err
        assert "Traceback" not in printed.err
    assert main(["ask", str(folder), str(tmp_path / "none.yaml")]) == REFUSED


@pytest.mark.slow
def test_a_person_with_a_hundred_thousand_events_and_fifty_thousand_values() -> None:
    count, values, begun = 100_000, 50_000, 1_772_323_200_000_000
    names = (VIEW, "put", VIEW, BUY)
    told_ = [
        event("busy", begun + at * MINUTE, names[at % 4], page=f"p{at % values}", amount=at)
        for at in range(count)
    ]
    told_.append(event("calm", begun, VIEW, page="p1"))
    asked = {
        f"{FUNNEL}by: {{field: page, rule: all, top: 3}}": ("groups", 3),
        f"{FUNNEL}correlate: page": ("correlations", None),
        f"{FUNNEL}trend: day\nexclude: put": ("trend", None),
        f"{FUNNEL}order: strict\nrepeats: end": ("steps", 2),
        "question: paths\nsession_gap: 1h": ("top_paths", 2),
        "question: transitions\nvariants: 5": ("variants", 2),
        f"question: retention\nbegins: {VIEW}\nperiod: day\nby: page": ("groups", None),
        f"question: stickiness\nof: {VIEW}": ("distribution", None),
        f"question: lifecycle\nof: {VIEW}\nby: page": ("groups", None),
        f"question: trend\nof: {VIEW}\nby: page\namount: amount": ("groups", 11),
        f"question: distribution\nof: {VIEW}\namount: amount\nby: page": ("groups", 11),
        f"question: table\nof: {VIEW}\nby: page\nthen: {BUY}\nwithin: 1h": ("values", 11),
        f"{ATTRIBUTION}cut: true": ("credits", None),
        f"{SCORE}half_life: 1h": ("engagement", None),
    }
    with temporary_workspace(events=told_) as busy:
        busy.clock.set("2026-06-01")
        for text, (name, length) in asked.items():
            rows = ask_question(busy.workspace, text).answer[name]
            assert length is None or len(rows) == length, text
        # Every purchase has the touches of all before it: a thousand million of them.
        with pytest.raises(TropaError) as fault:
            ask_question(busy.workspace, ATTRIBUTION)
        assert fault.value.code == "attribution_too_long"
        assert_clear(fault.value)


# ---------------------------------------------------------------- what is asserted


def assert_clear(fault: TropaError) -> None:
    """One sentence, its place, and the next step, in both languages; each finding has all."""
    assert fault.where
    for language in LANGUAGES:
        assert "\n" not in fault.message(language)
        assert fault.advice(language)
        if isinstance(fault, MapRefused):
            for one in fault.findings[:50]:
                assert "\n" not in one.line("question", language)
                assert one.message(language)
                assert one.advice(language)


def told(answer: Json) -> Json:
    """An answer in few words: its counts, and how many rows its lists have."""
    found: Json = {}
    for key, value in answer.items():
        if key in ("histogram", "took_histogram", "remarks"):
            continue
        if isinstance(value, bool | int):
            found[key] = value
        elif isinstance(value, list):
            found[key] = _rows(cast("list[Any]", value))
    if "total" in answer:
        found["total"] = {key: answer["total"][key] for key in ("events", "units")}
    return found


def _rows(rows: list[Any]) -> list[int] | int:
    few = 0 < len(rows) <= 5
    return (
        [one["count"] for one in rows]
        if few and all("count" in one for one in rows)
        else len(rows)
    )
