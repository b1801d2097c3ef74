"""The client libraries people have in their applications send, are content, lose nothing."""

import json
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any, Final

import pytest

from contract.segment_client import SENT
from contract.serving import Serving, plain_environment

HERE: Final = Path(__file__).parent
NODE_CLIENT: Final = "@segment/analytics-node@3"


def ran(*words: str, folder: Path | None = None) -> str:
    done = subprocess.run(
        words,
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=plain_environment(),
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def took_everything(serving: Serving, before: Any) -> None:
    """Each of the six calls fifty times, nothing twice, nothing aside, in place on the map."""
    now = serving.counts()
    assert (now.stored - before.stored, now.failed - before.failed) == (SENT, 0)
    events = serving.events()[-SENT:]
    assert len({(event.source, event.id) for event in events}) == SENT
    called = "identify order page_viewed screen_viewed group alias".split()
    names = Counter(event.name for event in events)
    assert names == dict.fromkeys(["Order Completed", *called[:1], *called[2:]], 50)
    serving.settled()


@pytest.mark.parametrize("packed", ["", "gzip"], ids=["plain", "gzip"])
def test_segments_python_client_is_content(serving: Serving, packed: str) -> None:
    before = serving.counts()
    script = str(HERE / "segment_client.py")
    words = (sys.executable, script, serving.address, serving.keys["private"], packed)
    assert json.loads(ran(*words[: 5 if packed else 4])) == []
    took_everything(serving, before)
    tag = packed or "plain"
    answer = serving.ask("GET", f"/api/person?name={tag}.7@shop.test").json["answer"]
    names = {(one["kind"], one["value"]) for one in answer["names"]}
    assert {("user", f"{tag}-u7"), ("anonymous", f"{tag}-d7")} <= names


def test_segments_python_client_hears_of_a_key_that_is_nobodys(serving: Serving) -> None:
    before = serving.counts()
    script = str(HERE / "segment_client.py")
    errors = json.loads(ran(sys.executable, script, serving.address, "wk_nobodys"))
    assert errors
    assert all("unknown_write_key" in one for one in errors)
    assert serving.counts() == before


def test_segments_node_client_is_content(serving: Serving, tmp_path: Path) -> None:
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        pytest.skip("no Node on this machine")
    quick = ("--fetch-retries=0", "--fetch-timeout=20000")
    install = [npm, "install", "--no-audit", "--no-fund", *quick, NODE_CLIENT]
    done = subprocess.run(install, cwd=tmp_path, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"npm cannot install {NODE_CLIENT}: {done.stderr[-200:]}")
    script = shutil.copy(HERE / "segment_client.mjs", tmp_path)
    before = serving.counts()
    said = ran("node", str(script), serving.address, serving.keys["private"], folder=tmp_path)
    assert json.loads(said) == []
    took_everything(serving, before)
