"""`tropa backup FOLDER FILE`: one verified file with everything that cannot be derived.

The folder is a workspace, or a home of several with their accounts. The journal tells of each:
a backup holds people's data, and an act of erasing names those made before it.
"""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from tropa.engines.folder.lock import owner_of
from tropa.errors import WorkspaceFault
from tropa.show.cli.beside import run_beside
from tropa.show.cli.console import Console
from tropa.users.asker import TERMINAL
from tropa.words import Language, number_words, say
from tropa.workspace.copying import Copied, back_up
from tropa.workspace.home import is_home, open_home
from tropa.workspace.home_copying import back_up_home
from tropa.workspace.opening import Workspace


def arguments(parser: ArgumentParser, language: Language) -> None:
    parser.add_argument("folder", help=say("cli.folder", language))
    parser.add_argument("file", help=say("cli.backup.to", language))


def run(args: Namespace, console: Console) -> int:
    path, folder = console.path(args.file), console.path(args.folder)
    if console.workspace is None and is_home(folder):
        done = _home(folder, path, console)
    else:
        with console.open(args.folder) as workspace:
            done = _one(workspace, path)
    size = f"{number_words(done.bytes / 1_048_576, console.language, 1)} MB"
    console.say("cli.backup.done", path=path, size=size, files=done.files)
    return 0


def _one(workspace: Workspace, path: Path) -> Copied:
    done = back_up(workspace, path)
    workspace.users.note("backed_up", TERMINAL, "", {"file": path.name})
    return done


def _home(folder: Path, path: Path, console: Console) -> Copied:
    """A home, by its server where it has one."""
    if "address" in (owner_of(folder) or {}):
        return back_up_home(folder, path, lambda name, to: _beside(folder / name, to, console))
    with open_home(folder) as home:
        own = {one.folder.name: one for one in home.workspaces}
        return back_up_home(folder, path, lambda name, to: _one(own[name], to))


def _beside(folder: Path, to: Path, console: Console) -> None:
    """A workspace of a served home, by the server."""
    said: list[str] = []
    owner = owner_of(folder) or {}
    words = ["backup", str(folder), str(to)]
    socket = str(owner.get("socket", ""))
    if run_beside(socket, words, console.language, said.append, console.err):
        raise WorkspaceFault("part_not_backed_up", found=folder.name)
