"""`GET /api/diagnosis`: the document of the command, and the one shape of a refusal."""

import asyncio
import json
from collections.abc import Generator
from typing import Any
from urllib.parse import urlencode

import pytest
from starlette.types import Message, Scope

from golden.asking import AS_OF, GOLDEN, command, company
from tropa.show.api.application import application
from tropa.show.api.gate import Gate
from tropa.show.api.routes import openapi
from tropa.show.api.site import Site
from tropa.workspace.opening import Workspace, open_workspace

MAP = (GOLDEN / "golden.yaml").read_text("utf-8")
Answer = tuple[int, dict[str, Any]]


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
    """One request to the application, without a server around it."""
    said: list[Message] = []
    scope: Scope = {
        "type": "http", "http_version": "1.1", "method": "GET", "path": "/api/diagnosis",
        "raw_path": b"/api/diagnosis", "query_string": urlencode(query).encode(),
        "headers": [(b"host", b"localhost")], "scheme": "http", "server": ("localhost", 80),
        "client": ("127.0.0.1", 1), "root_path": "",
    }  # fmt: skip

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        said.append(message)

    async def ask() -> None:
        await application(Site(workspace, Gate()))(scope, receive, send)

    asyncio.run(ask())
    body = b"".join(one.get("body", b"") for one in said)
    return said[0]["status"], json.loads(body)


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
        "map", "as_of", "from", "to", "alerts",
    ]  # fmt: skip
