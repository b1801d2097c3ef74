"""`tropa restore FILE FOLDER`: a workspace, or a home, from a backup, in a new folder."""

from argparse import ArgumentParser, Namespace

from tropa.errors import UsageFault
from tropa.show.cli.console import Console
from tropa.words import Language, say
from tropa.workspace.copying import restore
from tropa.workspace.home import names_in
from tropa.workspace.rebuilding import known_events


def arguments(parser: ArgumentParser, language: Language) -> None:
    parser.add_argument("file", help=say("cli.restore.file", language))
    parser.add_argument("folder", help=say("cli.new.folder", language))


def run(args: Namespace, console: Console) -> int:
    folder = console.path(args.folder)
    path = console.path(args.file)
    if not path.is_file():
        raise UsageFault("no_such_file", where=args.file)
    restore(path, folder)
    events = 0
    for one in [folder / name for name in names_in(folder)] or [folder]:
        with console.open(str(one)) as workspace:
            events += known_events(workspace)
    console.say("cli.restore.done", path=folder, events=events)
    return 0
