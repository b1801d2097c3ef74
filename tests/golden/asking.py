"""The front door: commands as they are typed, and what they print."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeAlias, cast

from tropa.show.cli.main import main

EXAMPLES: Final = Path(__file__).parents[2] / "examples"
GOLDEN: Final = EXAMPLES / "golden"
AS_OF: Final = "2026-04-01T00:00+03:00"

Json: TypeAlias = dict[str, Any]
Run: TypeAlias = Callable[..., str]


def command(*words: str | Path) -> str:
    """A command in this process; what it printed. Whatever is wrong with it fails the test."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main([str(word) for word in words])
    assert code == 0, out.getvalue() + err.getvalue()
    assert not err.getvalue()
    return out.getvalue()


def process(*words: str | Path) -> str:
    """The same in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "tropa.show.cli.main", *map(str, words)],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@dataclass(frozen=True)
class Company:
    """A workspace with a published map and events."""

    folder: Path
    map_id: str
    run: Run = command

    def answer(self, as_of: str, *more: str) -> Json:
        """What `tropa show --json` answers."""
        said = self.run(
            "show", self.folder, "--map", self.map_id, "--as-of", as_of, *more, "--json"
        )
        return cast("Json", json.loads(said)["answer"])


def company(
    folder: Path, map_text: str, *imports: Sequence[str | Path], run: Run = command
) -> Company:
    """A new workspace: its map is written, its files are imported, its map is published.

    Args:
        folder: where.
        map_text: the map; the workspace takes its time zone.
        imports: for each import the file and what else is typed.
        run: how commands are run.
    """
    map_id, zone = _said(map_text, "map"), _said(map_text, "timezone")
    run("new", folder, "--lang", "ru")
    settings = folder / "tropa.toml"
    lines = settings.read_text("utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("timezone")]
    settings.write_text("\n".join([*kept, f'timezone = "{zone}"\n']), "utf-8")
    (folder / "maps" / f"{map_id}.yaml").write_text(map_text, "utf-8")
    for words in imports:
        run("import", folder, *words)
    run("publish", folder, "--map", map_id)
    return Company(folder, map_id, run)


def _said(map_text: str, key: str) -> str:
    beginning = f"{key}: "
    [found] = [line for line in map_text.splitlines() if line.startswith(beginning)]
    return found.removeprefix(beginning)
