"""Who is who: shared devices, chains of aliases, late news, and the same id for ever."""

import asyncio
import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from contract.making import dense
from contract.serving import Serving, command, new_key, new_workspace
from tropa.clock import DAY, Instant, MachineClock
from tropa.show.api.application import application
from tropa.show.api.gate import Gate
from tropa.show.api.site import Site
from tropa.workspace.opening import open_workspace

AT_ONCE: Final = 2_500


def send(serving: Serving, every: Iterable[dict[str, Any]], key: str = "private") -> None:
    events = list(every)
    for at in range(0, len(events), AT_ONCE):
        part = events[at : at + AT_ONCE]
        answer = serving.post("/v1/batch", {"batch": part}, key)
        assert answer.json["accepted"] == len(part), answer.body[:500]
    serving.settled()


def person(serving: Serving, name: str) -> int:
    answer = serving.ask("GET", f"/api/person?name={name}")
    assert answer.status == 200, answer.body
    return int(answer.json["answer"]["person"])


def kept_apart(serving: Serving, name: str, other: str) -> bool:
    return person(serving, name) != person(serving, other)


def test_idn_013_a_device_of_5000_people_joins_none_of_them(serving: Serving) -> None:
    send(
        serving,
        (
            {"type": "identify", "userId": f"kiosk-u{n}", "anonymousId": "kiosk"}
            for n in range(5_000)
        ),
    )
    persons = serving.rows(
        "SELECT count(DISTINCT person) FROM name WHERE kind = 'user' AND value LIKE 'kiosk-u%'"
    )
    assert persons == [(5_000,)]
    assert serving.rows("SELECT shared FROM name WHERE value = 'kiosk'") == [(1,)]


def test_idn_018_a_chain_of_aliases_ends_somewhere(serving: Serving) -> None:
    send(
        serving,
        (
            {"type": "alias", "previousId": f"chain-{n}", "userId": f"chain-{n + 1}"}
            for n in range(10_000)
        ),
    )
    [(largest,)] = serving.rows(
        "SELECT max(n) FROM (SELECT count(*) AS n FROM name"
        " WHERE value LIKE 'chain-%' AND kind = 'user' GROUP BY person)"
    )
    assert 2 <= largest <= 1_000
    assert serving.post("/v1/track", {"userId": "chain-5", "event": "x"}).status == 200


def test_idn_020_what_a_device_did_before_its_user_was_known_is_the_users(
    serving: Serving,
) -> None:
    now = datetime.now(UTC)  # noqa: TID251 - as a sender's clock tells it

    def ago(days: int) -> str:
        return (now - timedelta(days=days)).isoformat()

    send(serving, [{"type": "identify", "userId": "late-u", "anonymousId": "late-d"}])
    send(
        serving,
        (
            {"type": "page", "anonymousId": "late-d", "timestamp": ago(days), "name": "Home"}
            for days in range(150, 180)
        ),
    )
    assert not kept_apart(serving, "user:late-u", "anonymous:late-d")
    card = serving.ask("GET", "/api/person?name=user:late-u").json["answer"]
    assert card["events"] == 31


def test_idn_032_a_group_of_very_many_members(serving: Serving) -> None:
    send(
        serving,
        (
            {"type": "group", "userId": f"member-{n}", "groupId": "everybody"}
            for n in range(10_000)
        ),
    )
    assert kept_apart(serving, "user:member-1", "user:member-2")


def test_a_browsers_key_joins_no_two_known_people(serving: Serving) -> None:
    send(serving, [{"type": "identify", "userId": name} for name in ("br-a", "br-b")])
    alias = {"type": "alias", "previousId": "br-a", "userId": "br-b"}
    answer = serving.post("/v1/batch", {"batch": [alias]}, key="browser")
    assert answer.status == 200
    serving.settled()
    assert kept_apart(serving, "user:br-a", "user:br-b")
    send(serving, [alias])
    assert not kept_apart(serving, "user:br-a", "user:br-b")


def test_a_merge_is_listed_with_its_reason_and_can_be_undone(serving: Serving) -> None:
    send(serving, [{"type": "identify", "userId": name} for name in ("undo-a", "undo-b")])
    send(serving, [{"type": "alias", "previousId": "undo-a", "userId": "undo-b"}])
    code, said, _ = command("merges", str(serving.folder), "--json")
    assert code == 0
    [merge] = [one for one in json.loads(said)["answer"] if "undo-" in one["a"] + one["b"]][:1]
    assert merge["why"] == "alias"
    code, said, _ = command("merges", str(serving.folder), "--undo", str(merge["id"]))
    assert code == 0
    assert kept_apart(serving, "user:undo-a", "user:undo-b")
    send(serving, [{"type": "alias", "previousId": "undo-a", "userId": "undo-b", "n": 1}])
    assert kept_apart(serving, "user:undo-a", "user:undo-b")


def test_words_that_are_nobodys_join_nobody(serving: Serving) -> None:
    words = "NULL None nil (null) unknown n/a 0000 - ${user} %%id%% {{id}} <%=id%> *** гость"
    for n, word in enumerate(words.split()):
        send(
            serving,
            (
                {"type": "identify", "userId": word, "anonymousId": f"word-{n}-{side}"}
                for side in "ab"
            ),
        )
        assert kept_apart(serving, f"anonymous:word-{n}-a", f"anonymous:word-{n}-b"), word


def test_addresses_and_phones_spelt_differently_are_one(serving: Serving) -> None:
    send(
        serving,
        [
            {
                "type": "identify",
                "anonymousId": "sp-1",
                "traits": {"email": "Ann.Lee@Shop.Test"},
            },
            {
                "type": "identify",
                "anonymousId": "sp-2",
                "traits": {"email": " ann.lee@shop.test"},
            },
            {
                "type": "identify",
                "anonymousId": "sp-3",
                "traits": {"phone": "8 (912) 345-67-89"},
            },
            {"type": "identify", "anonymousId": "sp-4", "traits": {"phone": "+79123456789"}},
        ],
    )
    assert not kept_apart(serving, "anonymous:sp-1", "anonymous:sp-2")
    assert not kept_apart(serving, "anonymous:sp-3", "anonymous:sp-4")
    assert kept_apart(serving, "anonymous:sp-1", "anonymous:sp-3")


def test_a_mailbox_of_the_office_is_nobodys(serving: Serving) -> None:
    send(
        serving,
        (
            {"type": "identify", "userId": f"office-{n}", "traits": {"email": "info@shop.test"}}
            for n in range(7)
        ),
    )
    assert kept_apart(serving, "user:office-1", "user:office-2")


class _Turned(MachineClock):
    """A clock that may be turned."""

    ahead: Instant = 0

    def now(self) -> Instant:
        return super().now() + self.ahead


def test_api_088_an_id_is_known_after_a_month_too(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    new_workspace(folder)
    _, key = new_key(folder)
    body = dense({"userId": "u1", "event": "x", "messageId": "m1", "writeKey": key})
    clock = _Turned()

    async def posted(app: Any) -> dict[str, Any]:
        sent: list[dict[str, Any]] = []
        scope = {
            "type": "http", "method": "POST", "path": "/v1/track", "query_string": b"",
            "headers": [(b"content-type", b"application/json")],
        }  # fmt: skip

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def take(message: dict[str, Any]) -> None:
            sent.append(message)

        await app(scope, receive, take)
        assert sent[0]["status"] == 200
        return dict(json.loads(sent[1]["body"]))

    for days, expected in ((0, (1, 0)), (31, (0, 1)), (4_000, (0, 1))):
        clock.ahead = days * DAY
        with open_workspace(folder, clock) as workspace:
            said = asyncio.run(posted(application(Site(workspace, Gate()))))
            assert (said["accepted"], said["duplicates"]) == expected
            workspace.live.compact(merge=True)
