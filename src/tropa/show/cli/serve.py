"""`tropa serve FOLDER`: the collector, the answers, the map in the browser, all that runs.

The folder is a workspace, or a home of several.
"""

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Final

from tropa.compiled import kept_in
from tropa.engines.folder.lock import owner_of
from tropa.errors import WorkspaceFault
from tropa.settings import Settings
from tropa.show.api.serve import Bound, serve
from tropa.show.cli import ahead
from tropa.show.cli.beside import listen, told_by_owner
from tropa.show.cli.console import Console
from tropa.words import Language, say
from tropa.workspace.creation import create_workspace, first_settings, is_empty
from tropa.workspace.home import in_a_home, is_home, open_home
from tropa.workspace.opening import Workspace


def arguments(parser: ArgumentParser, language: Language) -> None:
    parser.add_argument("folder", help=say("cli.folder", language))
    parser.add_argument("--host", help=say("cli.serve.host", language))
    parser.add_argument("--port", type=int, metavar="N", help=say("cli.serve.port", language))


def run(args: Namespace, console: Console) -> int:
    path = console.path(args.folder)
    if is_home(path):
        return _home(args, console)
    _refuse_second(args.folder, console)
    if in_a_home(path):
        raise WorkspaceFault("part_of_home", where=args.folder, home=str(path.parent))
    _begin(args.folder, console)
    with console.open(args.folder) as workspace:
        _serve(args, console, [workspace], workspace.settings)
    return 0


def _begin(folder: str, console: Console) -> None:
    """An empty folder becomes a workspace: its first map is made in the browser.

    A folder that is not there may be a slip of the pen, and is left to be refused.
    """
    path = console.path(folder)
    if path.is_dir() and is_empty(path):
        create_workspace(path, first_settings(console.language, Settings().timezone))
        console.say("cli.serve.begun", folder=folder)


def _home(args: Namespace, console: Console) -> int:
    """Every workspace of a home, behind one address."""
    _refuse_second(args.folder, console)
    with open_home(console.path(args.folder)) as home:
        accounts = home.accounts

        def told(bound: Bound) -> None:
            accounts.lock.tell({"pid": os.getpid(), "address": bound.address})

        _serve(args, console, home.workspaces, accounts.settings, told)
    return 0


def _serve(
    args: Namespace,
    console: Console,
    workspaces: Sequence[Workspace],
    settings: Settings,
    told: Callable[[Bound], None] = lambda _: None,
) -> None:
    host = settings.host if args.host is None else args.host
    port = settings.port if args.port is None else args.port

    def ready(bound: Bound) -> None:
        told(bound)
        for one in workspaces:
            one.lock.tell(told_by_owner(one) | {"address": bound.address})
        console.say("cli.serve.ready", address=bound.address)
        _tell_secret("token", bound.token, secrets, console)
        for one in workspaces:
            if not one.ledger.sources.every():
                folder = args.folder if len(workspaces) == 1 else str(one.folder)
                console.say("cli.serve.no_keys", folder=folder)
        link = bound.welcome and bound.address + bound.welcome
        _tell_secret("welcome", link, secrets, console)
        ahead.begin(kept_in())

    secrets = console.path(args.folder)

    over = partial(_forget_secrets, secrets)
    for one in workspaces:
        one.users.first_came = over
    with ExitStack() as listening:
        listening.callback(over)
        for one in workspaces:
            listening.callback(listen(one))
        serve(workspaces, settings, host, port, ready, welcome=True)


_SECRETS: Final = {"token": "token.txt", "welcome": "welcome.txt"}
"""Files in which what opens the server waits for its owner; gone when there is an account."""


def _forget_secrets(folder: Path) -> None:
    for name in _SECRETS.values():
        (folder / name).unlink(missing_ok=True)


def _tell_secret(name: str, secret: str, folder: Path, console: Console) -> None:
    """Say what opens the server to whoever sits here; what is no terminal may be a log.

    There it stands in a file that nobody else may read.
    """
    if not secret:
        return
    if sys.stdout.isatty():
        console.say(f"cli.serve.{name}", **{name: secret})
        return
    path = folder / _SECRETS[name]
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
        file.write(f"{secret}\n")
    console.say(f"cli.serve.{name}_file", path=path)


def _refuse_second(folder: str, console: Console) -> None:
    """One server to a folder; whoever starts a second one is shown to the first.

    Raises:
        WorkspaceFault: `served_already`.
    """
    path = console.path(folder)
    owner = owner_of(path) if path.is_dir() else None
    if owner and "address" in owner:
        raise WorkspaceFault(
            "served_already", where=folder, pid=str(owner["pid"]), address=owner["address"]
        )
