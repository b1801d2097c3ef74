"""A question to a workspace: events, touchpoints and stages; base and tail; every door."""

import json
from pathlib import Path

import pytest

import tropa
from tropa.errors import UsageFault, WorkspaceFault
from tropa.map.finding import MapRefused
from tropa.show.cli.main import main
from tropa.testing import Temporary, event, temporary_workspace
from tropa.workspace.notebook import Answer
from tropa.workspace.questions.asking import ask_question, people_of

MAP = """
map: shop
title: Shop
language: en
timezone: UTC
sale: did paid
stages:
  - stage: looking
    lost_after: never
  - stage: trying
    lost_after: never
  - stage: buying
touchpoints:
  - touchpoint: page
    stage: looking
    event: page_seen
    from: buyer
  - touchpoint: trial
    stage: trying
    event: trial_begun
    from: buyer
  - touchpoint: paid
    stage: buying
    event: paid
    from: buyer
"""
EVENTS = [
    event("ann", "2026-03-01T10:00", "page_seen", channel="ads"),
    event("ann", "2026-03-01T11:00", "trial_begun"),
    event("ann", "2026-03-03T10:00", "paid", amount=100),
    event("bob", "2026-03-01T10:00", "page_seen", channel="search"),
    event("bob", "2026-03-05T10:00", "paid", amount=40),
    event("cid", "2026-03-02T10:00", "page_seen", channel="ads"),
    event("cid", "2026-03-02T12:00", "trial_begun"),
    event("dan", "2026-03-04T10:00", "trial_begun"),
]


def counts(tried: Temporary, question: str) -> list[int]:
    answer = ask_question(tried.workspace, question).answer
    return [step["count"] for step in answer["steps"]]


def test_steps_may_be_events_touchpoints_and_stages() -> None:
    with temporary_workspace(MAP, EVENTS) as tried:
        assert counts(tried, "{question: funnel, steps: [page_seen, trial_begun, paid]}") == [
            3, 2, 1,
        ]  # fmt: skip
        by_point = "{question: funnel, steps: [{touchpoint: page}, {touchpoint: paid}]}"
        assert counts(tried, by_point) == [3, 2]
        by_stage = "{question: funnel, steps: [{stage: looking}, {stage: trying}, paid]}"
        # Dan came in at the second stage, Bob passed over it: both have reached it.
        assert counts(tried, by_stage) == [4, 4, 2]


def test_base_and_tail_answer_alike() -> None:
    question = """
question: funnel
steps: [page_seen, {event: trial_begun, optional: true}, {event: paid, where: amount >= 40}]
within: 3d
by: {field: channel, rule: first}
"""
    with temporary_workspace(MAP, EVENTS[:4]) as tried:
        tried.compact()
        tried.tell(EVENTS[4:])
        mixed = ask_question(tried.workspace, question).answer
        tried.compact()
        settled = ask_question(tried.workspace, question).answer
        tried.reopen()
        assert mixed == settled == ask_question(tried.workspace, question).answer
        assert [one["value"] for one in mixed["groups"]] == ["ads", "search"]


def test_whoever_may_still_come_is_not_lost() -> None:
    question = """
question: funnel
steps: [page_seen, paid]
within: 3d
as_of: 2026-03-04T12:00
"""
    with temporary_workspace(MAP, EVENTS) as tried:
        first, second = ask_question(tried.workspace, question).answer["steps"]
        assert (first["count"], second["count"]) == (3, 1)
        # Cid came two days ago, Bob more than three.
        assert first["in_window"] == 1
        assert (second["ripe"]["numerator"], second["ripe"]["denominator"]) == (1, 2)


def test_the_people_behind_a_step() -> None:
    question = "{question: funnel, steps: [page_seen, trial_begun, paid]}"
    with temporary_workspace(MAP, EVENTS) as tried:
        assert people_of(tried.workspace, question, "1")[0] == 3
        assert people_of(tried.workspace, question, "1/dropped")[0] == 1
        assert people_of(tried.workspace, question, "2/dropped")[0] == 1
        with pytest.raises(UsageFault, match="no cell"):
            people_of(tried.workspace, question, "9")


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ("", "empty_question"),
        ("{question: funnel}", "missing_field"),
        ("{question: funel, steps: [paid, paid]}", "not_a_choice"),
        ("{question: funnel, steps: [payd, page_seen]}", "unknown_event"),
        ("{question: funnel, steps: [{stage: lookng}, paid]}", "unknown_stage"),
        ("{question: funnel, steps: [paid, page_seen], from: tomorrow}", "bad_moment"),
        ("{question: funnel, steps: [paid, page_seen], within: 3 moons}", "bad_duration"),
    ],
)
def test_what_cannot_be_asked_is_refused_by_name(question: str, code: str) -> None:
    with temporary_workspace(MAP, EVENTS) as tried, pytest.raises(MapRefused) as refused:
        ask_question(tried.workspace, question)
    assert [one.code for one in refused.value.findings] == [code]


def test_python_and_the_command_answer_alike(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "firm"
    assert main(["new", str(folder), "--lang", "en"]) == 0
    log = tmp_path / "log.jsonl"
    lines = [
        {"user_id": user, "event": name, "time": f"2026-03-0{day}T10:00:00Z"}
        for user, name, day in (("ann", "seen", 1), ("ann", "paid", 2), ("bob", "seen", 1))
    ]
    log.write_text("\n".join(json.dumps(line) for line in lines), "utf-8")
    assert main(["import", str(folder), str(log)]) == 0
    asked = tmp_path / "question.yaml"
    asked.write_text("question: funnel\nsteps: [seen, paid]\nas_of: 2026-04-01\n", "utf-8")
    capsys.readouterr()
    assert main(["ask", str(folder), str(asked), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    with tropa.open(folder) as firm:
        found = firm.ask(asked)
        assert {"answer": found.data, "how": found.how} == said
        assert found.table("steps")["count"].to_list() == [2, 1]
        with pytest.raises(UsageFault, match="no list"):
            found.table("groups")
        with pytest.raises(WorkspaceFault):
            tropa.open(folder)


@pytest.fixture
def firm(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A workspace of two people."""
    folder = tmp_path / "firm"
    assert main(["new", str(folder), "--lang", "en"]) == 0
    log = tmp_path / "log.jsonl"
    lines = [
        {"user_id": user, "event": name, "time": f"2026-03-0{day}T10:00:00Z"}
        for user, name, day in (("ann", "seen", 1), ("ann", "paid", 2), ("bob", "seen", 1))
    ]
    log.write_text("\n".join(json.dumps(line) for line in lines), "utf-8")
    assert main(["import", str(folder), str(log)]) == 0
    for name, words in (
        ("funnel", "question: funnel\nsteps: [seen, paid]\nas_of: 2026-04-01\n"),
        ("typo", "question: funnel\nsteps: [seen, payd]\n"),
        ("short", "question: funnel\nsteps: [seen]\n"),
        ("trend", "question: trend\nof: seen\nas_of: 2026-04-01\n"),
    ):
        (tmp_path / f"{name}.yaml").write_text(words, "utf-8")
    capsys.readouterr()
    return folder


def files(firm: Path, *names: str) -> list[str]:
    return [str(firm.parent / f"{name}.yaml") for name in names]


def test_several_files_are_answered_one_after_another(
    firm: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ask", str(firm), *files(firm, "funnel", "typo", "trend", "short")]) == 2
    said, complaint = capsys.readouterr()
    assert complaint == ""
    headings = [one for one in said.splitlines() if one.endswith(".yaml")]
    assert headings == ["funnel.yaml", "typo.yaml", "trend.yaml", "short.yaml"]
    assert "typo.yaml:2:" in said
    assert "[too_few_steps]" in said


def test_python_and_the_command_answer_several_alike(
    firm: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = files(firm, "funnel", "typo", "trend")
    assert main(["ask", str(firm), *asked, "--json"]) == 2
    said = json.loads(capsys.readouterr().out)
    assert said["how"] == {"questions": 3, "refused": 1}
    assert [one["file"] for one in said["answer"]] == ["funnel.yaml", "typo.yaml", "trend.yaml"]
    assert said["answer"][1]["code"] == "unknown_event"
    with tropa.open(firm) as opened:
        funnel, typo, trend = opened.ask([Path(one) for one in asked])
        assert isinstance(typo, MapRefused)
        for found, one in ((funnel, said["answer"][0]), (trend, said["answer"][2])):
            assert isinstance(found, Answer)
            assert {"answer": found.data, "how": found.how} == {
                name: value for name, value in one.items() if name != "file"
            }
        mapping = {"question": "trend", "of": "seen", "as_of": "2026-04-01"}
        assert [one.data for one in opened.ask([mapping]) if isinstance(one, Answer)] == [
            opened.ask(mapping).data
        ]


def test_whoever_stands_behind_a_cell_is_asked_of_one_question(
    firm: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = files(firm, "funnel", "trend")
    assert main(["ask", str(firm), *asked, "--people", "1"]) == 2
    assert "[cell_of_several]" in capsys.readouterr().err
    assert main(["ask", str(firm), *asked[:1], "--people", "1"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "Found: 2 people."


def test_how_it_was_made_calls_properties_by_their_titles() -> None:
    listed = "events: {page_seen: {channel: {type: text, title: Where seen}}}\n"
    listed += "traits: {channel: {type: text, title: Favourite channel}}\n"
    of_field = "question: trend\nof: page_seen\nby: channel\n"
    of_trait = "question: trend\nof: page_seen\nby: {field: channel, rule: trait}\n"
    with temporary_workspace(MAP + listed, EVENTS) as tried:
        said = [
            " ".join(ask_question(tried.workspace, one).how["words"]["en"])
            for one in (of_field, of_trait, of_field.replace("channel", "utm_source"))
        ]
    assert "Split by “Where seen”" in said[0]
    assert "trait “Favourite channel”" in said[1]
    assert "Split by “Source (UTM)”" in said[2]
