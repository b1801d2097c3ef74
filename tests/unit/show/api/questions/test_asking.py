"""Questions over HTTP: one or several, how far they are, and given up when nobody waits."""

import asyncio
import json
import threading
from collections.abc import Callable, Generator, MutableMapping
from typing import Any

import pytest
from starlette.requests import Request

from tropa.errors import UsageFault
from tropa.show.api.application import application
from tropa.show.api.gate import Gate, names_of
from tropa.show.api.questions.asking import EVENTS, GivenUp, Watch, events
from tropa.show.api.site import Site
from tropa.testing import HandClock, Temporary, event, temporary_workspace
from tropa.workspace.one_pass import AHEAD
from tropa.workspace.questions.asking import ask_question, people_of

PEOPLE = 40
FUNNEL = {"question": "funnel", "steps": ["seen", "paid"]}
TREND = "question: trend\nof: seen\n"

Message = MutableMapping[str, Any]


@pytest.fixture
def shop() -> Generator[Temporary]:
    told = [event(f"u{at}", "2026-03-01T10:00", "seen") for at in range(PEOPLE)]
    told += [event(f"u{at}", "2026-03-02T10:00", "paid") for at in range(0, PEOPLE, 2)]
    with temporary_workspace("", told, clock=HandClock("2026-03-20T00:00")) as tried:
        tried.compact()
        yield tried


class Asked:
    """One request and what came back."""

    def __init__(
        self, shop: Temporary, body: object, *, stays: bool = True, **more: str
    ) -> None:
        """Ask; `stays` says whether the client waits for the answer."""
        self._site = Site(shop.workspace, Gate(names_of("127.0.0.1", ""), ""), {})
        self._body = body.encode() if isinstance(body, str) else json.dumps(body).encode()
        self._stays = stays
        headers = {"host": "127.0.0.1", "accept": more.pop("accept", "application/json")}
        self._scope: dict[str, Any] = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "http_version": "1.1",
            "method": "POST",
            "scheme": "http",
            "path": "/api/ask",
            "raw_path": b"/api/ask",
            "query_string": more.pop("query", "").encode(),
            "root_path": "",
            "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
            "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", 80),
        }
        self.status, self.body, self.kind = 0, b"", ""
        asyncio.run(self._go())

    async def _go(self) -> None:
        messages: list[Message] = [{"type": "http.request", "body": self._body}]

        async def receive() -> Message:
            if messages:
                return messages.pop()
            if self._stays:
                await asyncio.Event().wait()
            return {"type": "http.disconnect"}

        async def send(message: Message) -> None:
            await asyncio.sleep(0)
            if message["type"] == "http.response.start":
                self.status = message["status"]
                heads = {name.decode(): value.decode() for name, value in message["headers"]}
                self.kind = heads.get("content-type", "")
            else:
                self.body += message.get("body", b"")

        await application(self._site)(self._scope, receive, send)

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def events(self) -> list[tuple[str, Any]]:
        return parsed(self.body)


def parsed(body: bytes) -> list[tuple[str, Any]]:
    """Server-sent events by name."""
    found: list[tuple[str, Any]] = []
    for block in body.decode().strip().split("\n\n"):
        name, data = block.split("\n")
        found.append((name.removeprefix("event: "), json.loads(data.removeprefix("data: "))))
    return found


# ---------------------------------------------------------------- one and several


def test_one_question_is_answered_as_python_answers_it(shop: Temporary) -> None:
    for body in (FUNNEL, "question: funnel\nsteps: [seen, paid]\n"):
        found, plain = Asked(shop, body), ask_question(shop.workspace, json.dumps(FUNNEL))
        assert (found.status, found.json) == (200, {"answer": plain.answer, "how": plain.how})


def test_a_list_is_answered_in_its_order_and_a_refusal_stands_in_its_place(
    shop: Temporary,
) -> None:
    found = Asked(shop, [FUNNEL, {"question": "funnel", "steps": ["sen", "paid"]}, TREND])
    assert found.status == 200
    assert found.json["how"] == {"questions": 3, "refused": 1}
    first, second, third = found.json["answer"]
    assert first == Asked(shop, FUNNEL).json
    assert (second["code"], second["findings"][0]["code"]) == ("unknown_event", "unknown_event")
    assert second["message"].startswith("question 2:")
    assert third == Asked(shop, TREND).json


@pytest.mark.parametrize("body", ["[]", "[1]", "[", '[{"question": "trend"}, null]', "[a: b]"])
def test_a_list_of_something_else_is_refused(shop: Temporary, body: str) -> None:
    found = Asked(shop, body)
    assert (found.status, found.json["code"]) == (400, "not_a_list_of_questions")


def test_a_list_too_long_is_refused(shop: Temporary) -> None:
    found = Asked(shop, [FUNNEL] * 21)
    assert (found.status, found.json["code"]) == (400, "too_many_questions")


def test_people_are_asked_for_with_one_question(shop: Temporary) -> None:
    assert Asked(shop, FUNNEL, query="people=2").json["answer"]["count"] == PEOPLE // 2
    assert Asked(shop, [FUNNEL], query="people=2").json["code"] == "cell_of_several"


# ---------------------------------------------------------------- how far


def test_the_last_event_is_the_answer(shop: Temporary) -> None:
    for body in (FUNNEL, [FUNNEL, TREND]):
        found = Asked(shop, body, accept=EVENTS)
        assert found.kind.startswith(EVENTS)
        assert found.events[-1] == ("answer", Asked(shop, body).json)


def test_or_why_there_is_none(shop: Temporary) -> None:
    name, said = Asked(shop, "question: nonsense", accept=EVENTS).events[-1]
    assert (name, said["code"]) == ("fault", "not_a_choice")


def events_of(
    work: Callable[[], tuple[Any, Any]], watch: Watch, *, stays: bool = True
) -> bytes:
    """What the stream of a piece of work says."""

    async def receive() -> Message:
        if stays:
            await asyncio.Event().wait()
        return {"type": "http.disconnect"}

    async def go() -> bytes:
        request = Request({"type": "http", "headers": []}, receive)
        return b"".join([one async for one in events(request, watch, work, "en")])

    return asyncio.run(go())


def test_progress_is_told_while_it_takes() -> None:
    watch, seen = Watch(), threading.Event()

    class Told(Watch):
        """Lets the work go on when its progress was looked at."""

        @property
        def total(self) -> int:
            seen.set()
            return 3

        @total.setter
        def total(self, _: int) -> None: ...

    watch = Told()

    def work() -> tuple[Any, Any]:
        watch.told(1, 3)
        assert seen.wait(900)
        return {"steps": []}, {}

    assert parsed(events_of(work, watch)) == [
        ("progress", {"done": 1, "total": 3}),
        ("answer", {"answer": {"steps": []}, "how": {}}),
    ]


def test_a_fault_of_ours_is_an_event_like_others() -> None:
    def work() -> tuple[Any, Any]:
        raise ZeroDivisionError

    [(name, said)] = parsed(events_of(work, Watch()))
    assert (name, said["code"]) == ("fault", "internal")


# ---------------------------------------------------------------- given up


@pytest.mark.parametrize("accept", ["application/json", EVENTS])
def test_whoever_goes_away_has_the_question_given_up(shop: Temporary, accept: str) -> None:
    before = threading.active_count()
    Asked(shop, FUNNEL, stays=False, accept=accept)
    # Every base walked over was kept: of most of them nothing is.
    assert len(shop.workspace.kept) <= 2 * AHEAD
    Asked(shop, FUNNEL)
    assert len(shop.workspace.kept) > 3 * AHEAD
    assert threading.active_count() <= before + 2


def test_work_that_nobody_waits_for_ends_at_the_next_look() -> None:
    watch, gone = Watch(), threading.Event()
    told: list[int] = []

    def work() -> tuple[Any, Any]:
        for done in range(1, 1_000_000):
            told.append(done)
            try:
                watch.told(done, 1_000_000)
            except GivenUp:
                gone.set()
                raise
            threading.Event().wait(0.001)
        return {}, {}

    assert events_of(work, watch, stays=False) == b""
    assert gone.wait(900)
    assert len(told) < 100_000


def test_the_people_behind_a_cell_are_given_up_alike(shop: Temporary) -> None:
    watch = Watch()
    watch.given_up = True
    with pytest.raises(GivenUp):
        people_of(shop.workspace, json.dumps(FUNNEL), "1", told=watch.told)
    assert watch.done == 1
    with pytest.raises(UsageFault):
        people_of(shop.workspace, json.dumps(FUNNEL), "9")
