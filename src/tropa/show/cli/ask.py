"""`tropa ask FOLDER QUESTION.yaml`: an ad-hoc question, answered as a table or as JSON."""

from argparse import ArgumentParser, Namespace

from tropa.errors import UsageFault
from tropa.map.finding import MapRefused
from tropa.show.cli.answer_table import answer_table
from tropa.show.cli.console import Console
from tropa.words import Language, say
from tropa.workspace.asking import ask_question, people_of
from tropa.workspace.figures import called
from tropa.workspace.opening import Workspace


def arguments(parser: ArgumentParser, language: Language) -> None:
    parser.add_argument("folder", help=say("cli.folder", language))
    parser.add_argument("question", metavar="FILE", help=say("cli.ask.file", language))
    parser.add_argument("--people", metavar="CELL", help=say("cli.ask.people", language))
    parser.add_argument("--json", action="store_true", help=say("cli.json", language))


def run(args: Namespace, console: Console) -> int:
    text, name = _text(args.question, console)
    with console.open(args.folder) as workspace:
        try:
            if args.people:
                _people(args, console, workspace, text)
            else:
                _answer(args, console, workspace, text, name)
        except MapRefused as refused:
            return _tell(args, console, refused, name)
    return 0


def _answer(
    args: Namespace, console: Console, workspace: Workspace, text: bytes, name: str
) -> None:
    def told(done: int, total: int) -> None:
        console.progress(say("cli.ask.progress", console.language, done=done, total=total))

    found = ask_question(workspace, text, name=name, told=told)
    console.progress_over()
    if args.json:
        console.json({"answer": found.answer, "how": found.how})
    else:
        console.out(answer_table(found, console.language))


def _people(args: Namespace, console: Console, workspace: Workspace, text: bytes) -> None:
    count, people = people_of(workspace, text, args.people)
    names = [called(workspace, person) for person in people]
    if args.json:
        pairs = zip(people, names, strict=True)
        shown = [{"person": person, "name": one} for person, one in pairs]
        console.json({"answer": {"count": count, "people": shown}})
        return
    console.say("cli.ask.found", n=count)
    for one in names:
        console.line(one)


def _tell(args: Namespace, console: Console, refused: MapRefused, name: str) -> int:
    """Everything there is to say about a refused question, a line each."""
    findings, language = refused.findings, console.language
    if args.json:
        answer = [one.as_json(name, language) for one in findings]
        console.json({"answer": answer, "how": {"file": name}})
        return refused.exit_code
    for finding in findings:
        console.line(finding.line(name, language))
    console.say("cli.ask.refused", n=len(findings))
    return refused.exit_code


def _text(path: str, console: Console) -> tuple[bytes, str]:
    if path == "-":
        return console.given(), "question"
    file = console.path(path)
    try:
        return file.read_bytes(), file.name
    except OSError as fault:
        raise UsageFault("no_such_file", where=str(file)) from fault
