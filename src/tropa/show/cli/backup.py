"""`tropa backup FOLDER FILE`: one verified file with everything that cannot be derived."""

from argparse import ArgumentParser, Namespace

from tropa.show.cli.console import Console
from tropa.words import Language, number_words, say
from tropa.workspace.copying import back_up


def arguments(parser: ArgumentParser, language: Language) -> None:
    parser.add_argument("folder", help=say("cli.folder", language))
    parser.add_argument("file", help=say("cli.backup.to", language))


def run(args: Namespace, console: Console) -> int:
    path = console.path(args.file)
    with console.open(args.folder) as workspace:
        done = back_up(workspace, path)
    size = f"{number_words(done.bytes / 1_048_576, console.language, 1)} MB"
    console.say("cli.backup.done", path=path, size=size, files=done.files)
    return 0
