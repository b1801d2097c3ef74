"""`GET /api/map/{map}?section=…`: the document of `tropa show --section … --json`."""

import json
from pathlib import Path

from golden.asking import AS_OF, GOLDEN, command, company
from tropa.workspace.opening import open_workspace
from unit.show.api.getting import get

MAP = (GOLDEN / "golden.yaml").read_text("utf-8")


def test_sections_come_as_the_command_prints_them(tmp_path: Path) -> None:
    folder = tmp_path / "firm"
    company(folder, MAP, [GOLDEN / "events.csv"])
    words = ("show", folder, "--map", "golden", "--as-of", AS_OF, "--json")
    printed = command(*words, "--section", "stalls", "--section", "owners")
    with open_workspace(folder) as workspace:
        path, asked = "/api/map/golden", {"as_of": AS_OF}
        status, told = get(workspace, path, **asked, section=["stalls", "owners"])
        assert (status, told) == (200, json.loads(printed))
        assert {"stalls", "owners"} <= told["answer"].keys()
        status, told = get(workspace, path, **asked)
        assert (status, "stalls" in told["answer"]) == (200, False)
        status, told = get(workspace, path, **asked, section="gossip")
        assert (status, told["code"]) == (400, "unknown_section")
