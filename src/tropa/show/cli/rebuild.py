"""`tropa rebuild FOLDER`: everything derived is thrown away and computed again."""

from argparse import ArgumentParser, Namespace

from tropa.show.cli.console import Console
from tropa.words import Language, say
from tropa.workspace.rebuilding import forget_derived, known_events, known_people


def arguments(parser: ArgumentParser, language: Language) -> None:
    parser.add_argument("folder", help=say("cli.folder", language))


def run(args: Namespace, console: Console) -> int:
    forget_derived(console.path(args.folder))
    with console.open(args.folder) as workspace:
        workspace.live.compact(merge=True)
        events, people = known_events(workspace), known_people(workspace)
    console.say("cli.rebuild.done", events=events, people=people)
    return 0
