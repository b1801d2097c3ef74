"""The cases of `tests/cases/bad_inputs`: read, filled in, sent."""

import base64
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any, Final

from contract.making import make
from contract.serving import Answer, Serving

FOLDER: Final = Path(__file__).parents[1] / "cases" / "bad_inputs"
KINDS: Final = (
    "http_api", "time", "identity", "csv_import", "file_import", "map_yaml", "web_app",
    "public_links",
)  # fmt: skip

_UNIQUE: Final = count(1)


@dataclass(frozen=True)
class Case:
    """One case."""

    id: str
    title: str
    send: dict[str, Any]
    expected: dict[str, Any]

    @property
    def via(self) -> str:
        return str(self.send["via"])


@cache
def cases(kind: str) -> tuple[Case, ...]:
    lines = (FOLDER / f"{kind}.jsonl").read_text("utf-8").splitlines()
    return tuple(Case(**json.loads(line)) for line in lines)


def every_case() -> list[Case]:
    return [case for kind in KINDS for case in cases(kind)]


def case(id_: str) -> Case:
    return next(one for one in every_case() if one.id == id_)


@dataclass(frozen=True)
class Change:
    """What a case did to the ledger, and every answer it had."""

    answers: list[Answer]
    stored: int
    failed: int

    @property
    def last(self) -> Answer:
        return self.answers[-1]

    @property
    def duplicates(self) -> int:
        good = (one.json for one in self.answers if one.status == 200)
        return sum(int(one.get("duplicates", 0)) for one in good)


def send(serving: Serving, case: Case) -> Change:
    """Send a case: one request, or its steps."""
    before = serving.counts()
    steps = case.send.get("steps") or [case.send]
    answers = [send_step(serving, step) for step in steps]
    after = serving.counts()
    return Change(answers, after.stored - before.stored, after.failed - before.failed)


def send_step(serving: Serving, step: dict[str, Any]) -> Answer:
    """Send one request, its words filled in."""
    headers = {name: fill(serving, value) for name, value in step.get("headers", {}).items()}
    body = body_of(serving, step)
    return serving.ask(step["method"], fill(serving, step["path"]), body, headers)


def body_of(serving: Serving, step: dict[str, Any]) -> bytes:
    if "gen" in step:
        return make(step["gen"])
    if "b64" in step:
        return base64.b64decode(step["b64"])
    if "raw" in step:
        return fill(serving, step["raw"]).encode()
    return fill(serving, json.dumps(step["body"])).encode() if "body" in step else b""


def fill(serving: Serving, text: str) -> str:
    """The text with its words in capitals replaced."""
    keys = {
        "WK": serving.keys["private"],
        "WK2": serving.keys["second"],
        "WK_OFF": serving.keys["off"],
        "WK_B64": _base64(serving.keys["private"] + ":"),
        "WK2_B64": _base64(serving.keys["second"] + ":"),
        "WK_BROWSER_B64": _base64(serving.keys["browser"] + ":"),
        "WK_DISABLED_B64": _base64(serving.keys["off"] + ":"),
        "WK_NOCOLON_B64": _base64(serving.keys["private"]),
        "WK_PASS_B64": _base64(serving.keys["private"] + ":secret"),
    }

    def replaced(match: re.Match[str]) -> str:
        word = match.group(1)
        if word == "UNIQ":
            return f"unique-{next(_UNIQUE)}"
        if word.startswith("NOW"):
            days = int(word[4:-1]) if word != "NOW" else 0
            moment = datetime.now(UTC) - timedelta(days=days)  # noqa: TID251 - as a sender tells it
            return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        return keys[word]

    return re.sub(r"\$(NOW(?:-\d+d)?|UNIQ|WK[A-Z0-9_]*)", replaced, text)


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def in_one_shape(answer: Answer) -> None:
    """Whatever is refused says what, by a stable code, and what to do next."""
    if answer.status < 400:
        return
    said = answer.json
    assert {"code", "message", "next"} <= set(said), said
    assert all(isinstance(said[name], str) and said[name] for name in ("code", "message"))
    assert said["next"], said
    assert "Traceback" not in answer.body.decode()
