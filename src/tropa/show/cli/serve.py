"""`tropa serve FOLDER`: the collector, the answers, the map in the browser, all that runs."""

from argparse import ArgumentParser, Namespace

from tropa.engines.folder.lock import owner_of
from tropa.errors import WorkspaceFault
from tropa.settings import Settings
from tropa.show.api.serve import Bound, serve
from tropa.show.cli.beside import listen, told_by_owner
from tropa.show.cli.console import Console
from tropa.words import Language, say
from tropa.workspace.creation import create_workspace, first_settings, is_empty


def arguments(parser: ArgumentParser, language: Language) -> None:
    parser.add_argument("folder", help=say("cli.folder", language))
    parser.add_argument("--host", help=say("cli.serve.host", language))
    parser.add_argument("--port", type=int, metavar="N", help=say("cli.serve.port", language))


def run(args: Namespace, console: Console) -> int:
    _refuse_second(args.folder, console)
    _begin(args.folder, console)
    with console.open(args.folder) as workspace:
        settings = workspace.settings
        host = settings.host if args.host is None else args.host
        port = settings.port if args.port is None else args.port

        def ready(bound: Bound) -> None:
            workspace.lock.tell(told_by_owner(workspace) | {"address": bound.address})
            console.say("cli.serve.ready", address=bound.address)
            if bound.token:
                console.say("cli.serve.token", token=bound.token)
            if not workspace.ledger.sources.every():
                console.say("cli.serve.no_keys", folder=args.folder)
            if bound.welcome:
                console.say("cli.serve.welcome", link=bound.address + bound.welcome)

        silence = listen(workspace)
        try:
            serve(workspace, host, port, ready, welcome=True)
        finally:
            silence()
    return 0


def _begin(folder: str, console: Console) -> None:
    """An empty folder becomes a workspace: its first map is made in the browser.

    A folder that is not there may be a slip of the pen, and is left to be refused.
    """
    path = console.path(folder)
    if path.is_dir() and is_empty(path):
        create_workspace(path, first_settings(console.language, Settings().timezone))
        console.say("cli.serve.begun", folder=folder)


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
