"""`GET /api/diagnosis`: the document of the command, and the one shape of a refusal."""

import json
from collections.abc import Generator

import pytest

from golden.asking import AS_OF, GOLDEN, command, company
from tropa.show.api.routes import openapi
from tropa.workspace.opening import Workspace, open_workspace
from unit.show.api.getting import Answer
from unit.show.api.getting import get as get_of

MAP = (GOLDEN / "golden.yaml").read_text("utf-8")


@pytest.fixture(scope="module")
def documents(
    tmp_path_factory: pytest.TempPathFactory,
) -> Generator[tuple[Workspace, str, str]]:
    """The workspace opened, and what the command printed before."""
    folder = tmp_path_factory.mktemp("served") / "firm"
    company(folder, MAP, [GOLDEN / "events.csv"])
    words = ("diagnose", folder, "--map", "golden", "--as-of", AS_OF, "--json")
    diagnosis, alerts = command(*words), command(*words, "--alerts")
    with open_workspace(folder) as workspace:
        yield workspace, diagnosis, alerts


def get(workspace: Workspace, **query: str) -> Answer:
    return get_of(workspace, "/api/diagnosis", **query)


def test_it_answers_what_the_command_prints(documents: tuple[Workspace, str, str]) -> None:
    workspace, diagnosis, alerts = documents
    asked = {"map": "golden", "as_of": AS_OF}
    assert get(workspace, **asked) == (200, json.loads(diagnosis))
    assert get(workspace, **asked, alerts="no") == (200, json.loads(diagnosis))
    assert get(workspace, **asked, alerts="yes") == (200, json.loads(alerts))


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ({"map": "golden", "as_of": "2020-01-01"}, 409, "nobody_to_diagnose"),
        ({"map": "nothing"}, 404, "no_such_map"),
        ({"map": "golden", "as_of": "soon"}, 400, "bad_moment"),
        ({"map": "golden", "alerts": "perhaps"}, 400, "not_yes_or_no"),
        ({"map": "blank"}, 409, "map_without_stages"),
        ({}, 409, "several_maps"),
    ],
)
def test_a_refusal_has_the_one_shape(
    documents: tuple[Workspace, str, str], query: dict[str, str], status: int, code: str
) -> None:
    found, said = get(documents[0], **query)
    assert (found, said["code"]) == (status, code)
    assert said["message"]
    assert said["next"]


def test_it_stands_among_the_addresses() -> None:
    [asked] = openapi()["paths"]["/api/diagnosis"].values()
    assert [one["name"] for one in asked["parameters"]] == [
        "map", "as_of", "from", "to", "segment", "persona", "alerts",
    ]  # fmt: skip
