"""`tropa erase FOLDER PERSON`: what is personal of somebody goes for good."""

from argparse import ArgumentParser, Namespace
from typing import Final

from tropa.keep.erasure import Grounds
from tropa.show.api.people.erasing import erasure_json
from tropa.show.cli.console import Console
from tropa.users.asker import TERMINAL
from tropa.words import Language, say
from tropa.workspace.finding import find_person
from tropa.workspace.people.erasing import erase
from tropa.workspace.people.grounds import REASONS
from tropa.workspace.people.person import card_of

NOT_YET: Final = 1


def arguments(parser: ArgumentParser, language: Language) -> None:
    parser.add_argument("folder", help=say("cli.folder", language))
    parser.add_argument("name", help=say("cli.person.name", language))
    reason = say("cli.erase.reason", language)
    parser.add_argument("--reason", choices=REASONS, default="", help=reason)
    parser.add_argument("--basis", default="", help=say("cli.erase.basis", language))
    parser.add_argument("--yes", action="store_true", help=say("cli.erase.yes", language))
    parser.add_argument("--json", action="store_true", help=say("cli.json", language))


def run(args: Namespace, console: Console) -> int:
    with console.open(args.folder) as workspace:
        person = find_person(workspace, args.name)
        if not args.yes:
            card = card_of(workspace, person, workspace.clock.now())
            console.say("cli.erase.would", n=card.events, person=person)
            for one in card.names:
                kind = say(f"story.kind.{one.name.kind.value}", console.language)
                console.line(f"  {kind}: {one.name.value}")
            console.say("cli.erase.sure")
            return NOT_YET
        done = erase(workspace, person, TERMINAL, Grounds(args.reason, args.basis))
    if args.json:
        console.json({"answer": erasure_json(done), "how": {}})
        return 0
    told = {"person": done.person, "names": done.names, "events": done.events}
    console.say("cli.erase.done", **told, act=done.id)
    return 0
