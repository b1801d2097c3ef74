"""What the app asks besides numbers: a funnel's words, a list of figures, a person's words."""

from collections.abc import Generator
from pathlib import Path

import pytest

from golden.asking import AS_OF, GOLDEN, company
from tropa.map.read import read_map
from tropa.map.templates import read_template
from tropa.show.api.maps.figures import figures_json
from tropa.show.api.maps.funnel import funnel_of
from tropa.workspace.opening import Workspace, open_workspace
from unit.show.api.getting import get

MAP = (GOLDEN / "golden.yaml").read_text("utf-8")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Generator[Workspace]:
    folder: Path = tmp_path_factory.mktemp("funnel") / "firm"
    company(folder, MAP, [GOLDEN / "events.csv"])
    with open_workspace(folder) as opened:
        yield opened


def test_every_figure_in_the_list_opens_its_people(workspace: Workspace) -> None:
    status, told = get(workspace, "/api/map/golden/figures")
    assert status == 200
    assert len(told["answer"]) > 20
    for one in told["answer"]:
        path = f"/api/map/golden/people/{one['figure']}"
        status, people = get(workspace, path, as_of=AS_OF)
        assert status == 200, one
        assert people["how"]["title"] == one["title"]
        assert people["how"]["definition"] == one["definition"]


def test_figures_speak_the_language_asked_for() -> None:
    map_ = read_map(read_template("windows", "ru"))
    titles = {one["figure"]: one["title"] for one in figures_json(map_, "en")}
    assert titles["map/won"] == "Journeys with a sale"
    # An audience is counted, there is nobody to list.
    assert not any(name.startswith("stage/audience/") for name in titles)


def test_small_funnels_come_as_steps_of_questions_word_for_word() -> None:
    found = funnel_of(read_map(read_template("windows", "ru")), "ru")
    point = next(one for one in found["points"] if one["id"] == "a1_search_ad")
    asked = [step["asks"] for step in point["steps"]]
    assert asked[0] == {"event": "ad_impression", "where": 'network == "search"'}
    assert asked[1] == {"touchpoint": "a1_search_ad"}
    assert (point["sale"], point["within"]) == ("Пришёл на сайт", "1h")


def test_stages_say_their_plan_and_whether_they_are_only_counted() -> None:
    found = funnel_of(read_map(read_template("windows", "ru")), "ru")
    first, second = found["stages"][:2]
    assert (first["counted"], second["counted"]) == (True, False)
    assert second["plan"] == pytest.approx(0.1)
    assert found["reasons"]["price"] == "Дорого"
    assert found["reasons"]["silence"] == "Молчание"


def test_what_a_funnel_is_split_by_has_titles() -> None:
    vocabulary = (
        "traits: {object: {type: text, title: Что стеклим}, mood: text}\n"
        "events: {seen: {utm_source: text, mark: text}}\n"
    )
    found = funnel_of(read_map(f"map: m\ntitle: T\n{vocabulary}"), "ru")
    assert (found["fields"], found["traits"]) == (["mark", "utm_source"], ["mood", "object"])
    assert found["field_titles"] == {"utm_source": "Источник (UTM)"}
    assert found["trait_titles"] == {"object": "Что стеклим"}


def test_a_card_has_a_sentence_for_every_line_of_it(workspace: Workspace) -> None:
    status, listed = get(workspace, "/api/map/golden/people/map/journeys", as_of=AS_OF)
    assert status == 200
    for one in listed["answer"]["people"]:
        _, told = get(workspace, f"/api/person/{one['person']}", lang="en")
        card = told["answer"]
        words = card["words"]
        nameless = f"No name · No. {one['person']}"
        assert words["called"] == (one["called"] or nameless)
        assert len(words["names"]) == len(card["names"])
        for journey, said in zip(card["maps"], words["maps"], strict=True):
            assert len(said["story"]) == len(journey["story"])
            assert all(line["what"] for line in said["story"])
            assert (said["next_what"] is None) == (journey["next"] is None)
