"""`tropa person FOLDER NAME`: where somebody stands, since when, what comes next, and why."""

from argparse import ArgumentParser, Namespace

from tropa.clock import iso
from tropa.errors import WorkspaceFault
from tropa.show.cli.console import Console
from tropa.show.story_words import (
    entry_words,
    next_words,
    rule_words,
    standing_words,
    why_words,
)
from tropa.words import Language, moment_words, say
from tropa.workspace.answers import board_of, moment_of
from tropa.workspace.finding import find_person
from tropa.workspace.opening import Workspace
from tropa.workspace.people.figures import deal_called
from tropa.workspace.people.person import Card, OnMap, card_json, card_of


def arguments(parser: ArgumentParser, language: Language) -> None:
    parser.add_argument("folder", help=say("cli.folder", language))
    parser.add_argument("name", help=say("cli.person.name", language))
    parser.add_argument("--as-of", metavar="T", help=say("cli.as_of", language))
    parser.add_argument("--json", action="store_true", help=say("cli.json", language))


def run(args: Namespace, console: Console) -> int:
    with console.open(args.folder) as workspace:
        person = find_person(workspace, args.name)
        as_of = workspace.clock.now()
        if args.as_of:
            ids = workspace.maps.ids()
            if not ids:
                raise WorkspaceFault("no_maps", where=args.folder)
            as_of = moment_of(args.as_of, board_of(workspace, ids[0]).edition.map)
        card = card_of(workspace, person, as_of)
        if args.json:
            console.json({"answer": card_json(card), "how": {"as_of": iso(as_of)}})
            return 0
        _print(console, workspace, card)
    return 0


def _print(console: Console, workspace: Workspace, card: Card) -> None:
    language = console.language
    events = say("story.events", language, n=card.events)
    console.line(f"{say('story.person', language, n=card.person)} · {events}")
    if card.suspected_bot:
        console.line(f"  {say('story.suspected_bot', language)}")
    for one in card.names:
        kind = say(f"story.kind.{one.name.kind.value}", language)
        console.line(f"  {kind}: {one.name.value}")
    if not card.maps:
        console.line()
        console.say("story.on_no_map")
    for journey in card.maps:
        console.line()
        _journey(console, workspace, journey)


def _journey(console: Console, workspace: Workspace, one: OnMap) -> None:
    language = console.language
    title = [one.map.title]
    if one.deal:
        title.append(say("story.deal", language, n=deal_called(workspace, one.deal)))
    if one.lap > 1:
        title.append(say("story.lap", language, n=one.lap))
    title.append(
        say("story.edition", language, number=one.edition)
        if one.edition
        else say("story.draft", language)
    )
    console.line(" · ".join(title))
    console.line(f"  {standing_words(one, language)}")
    console.line(f"  {rule_words(one, language)}")
    console.line(f"  {next_words(one, language)}")
    console.line()
    for entry in one.story:
        at = moment_words(entry.at, one.map.zone, language)
        why = why_words(entry, one.map, language)
        mark = "·" if entry.touchpoint is not None else "●"
        tail = f" ({why})" if why else ""
        console.line(f"  {at:<24} {mark} {entry_words(entry, one.map, language)}{tail}")
