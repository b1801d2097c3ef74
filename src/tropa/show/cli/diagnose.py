"""`tropa diagnose FOLDER`: the weak link of a map in sentences, or what has changed lately."""

from argparse import ArgumentParser, Namespace

from tropa.clock import BEFORE, FOREVER
from tropa.map.document import Map
from tropa.measure.alert_words import alert_sentences, alerts_how
from tropa.measure.diagnosis_words import how_words, next_steps, sentences
from tropa.show.cli.console import Console
from tropa.words import Language, moment_words, say
from tropa.workspace.answers import Question, board_of, moment_of
from tropa.workspace.drafts.publish import the_map
from tropa.workspace.month.diagnosing import (
    Alerted,
    Diagnosed,
    alerts_document,
    ask_alerts,
    ask_diagnosis,
    diagnosis_document,
)

TO_MEND = 1


def arguments(parser: ArgumentParser, language: Language) -> None:
    parser.add_argument("folder", help=say("cli.folder", language))
    parser.add_argument("--map", help=say("cli.map", language))
    parser.add_argument("--as-of", metavar="T", help=say("cli.as_of", language))
    parser.add_argument("--from", dest="since", metavar="D", help=say("cli.since", language))
    parser.add_argument("--to", dest="until", metavar="D", help=say("cli.until", language))
    parser.add_argument(
        "--alerts", action="store_true", help=say("cli.diagnose.alerts", language)
    )
    parser.add_argument("--json", action="store_true", help=say("cli.json", language))


def run(args: Namespace, console: Console) -> int:
    with console.open(args.folder) as workspace:
        map_id = the_map(workspace, args.map)
        map_ = board_of(workspace, map_id).edition.map
        question = Question(
            as_of=moment_of(args.as_of, map_) if args.as_of else None,
            since=moment_of(args.since, map_) if args.since else BEFORE,
            until=moment_of(args.until, map_) if args.until else FOREVER,
        )
        if args.alerts:
            return _alerts(args, console, ask_alerts(workspace, map_id, question.as_of))
        return _diagnosis(args, console, ask_diagnosis(workspace, map_id, question))


def _diagnosis(args: Namespace, console: Console, found: Diagnosed) -> int:
    if args.json:
        console.json(diagnosis_document(found))
        return 0
    language, diagnosis, asked = console.language, found.diagnosis, found.overview.asked
    edition = found.overview.edition
    console.line(_title("diagnosis.title", asked.map, asked.as_of, edition, language))
    console.line()
    for sentence in sentences(diagnosis, language):
        console.line(sentence)
    console.line()
    console.say("diagnosis.next.title")
    for _, sentence in next_steps(diagnosis, language):
        console.line(f"— {sentence}")
    _how(console, how_words(language))
    return 0


def _alerts(args: Namespace, console: Console, found: Alerted) -> int:
    """Code 1 when something is worse than usual, so that a schedule may act on it."""
    worse = any(one.is_worse for one in found.alerts.alerts)
    if args.json:
        console.json(alerts_document(found))
        return TO_MEND if worse else 0
    language, map_ = console.language, found.asked.map
    console.line(_title("alerts.title", map_, found.asked.as_of, found.edition, language))
    console.line()
    for sentence in alert_sentences(found.alerts, map_, language):
        console.line(sentence)
    _how(console, alerts_how(found.alerts, language))
    return TO_MEND if worse else 0


def _title(key: str, map_: Map, as_of: int, edition: int, language: Language) -> str:
    named = say("show.edition", language, number=edition)
    at = moment_words(as_of, map_.zone, language)
    return say(key, language, map=map_.title, edition=named, at=at)


def _how(console: Console, sentences: list[str]) -> None:
    console.line()
    for sentence in sentences:
        console.line(f"· {sentence}")
