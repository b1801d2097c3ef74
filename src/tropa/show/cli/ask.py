"""`tropa ask FOLDER QUESTION.yaml …`: ad-hoc questions, answered as tables or as JSON.

Several are of one moment and answered in one pass, each as it would be alone; one that is
refused keeps none of the others from its answer.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from typing import Any

from tropa.errors import TropaError, UsageFault
from tropa.map.finding import MapRefused
from tropa.show.called_words import called_words
from tropa.show.cli.answer_table import answer_table
from tropa.show.cli.console import Console, complaint
from tropa.words import Language, say
from tropa.workspace.opening import Workspace
from tropa.workspace.people.called import called_all, someone_json
from tropa.workspace.questions.asking import (
    Answered,
    Text,
    ask_question,
    ask_questions,
    people_of,
)


def arguments(parser: ArgumentParser, language: Language) -> None:
    parser.add_argument("folder", help=say("cli.folder", language))
    parser.add_argument(
        "question", metavar="FILE", nargs="+", help=say("cli.ask.file", language)
    )
    parser.add_argument("--people", metavar="CELL", help=say("cli.ask.people", language))
    parser.add_argument("--json", action="store_true", help=say("cli.json", language))


def run(args: Namespace, console: Console) -> int:
    texts = [_text(one, console) for one in args.question]
    if len(texts) > 1 and args.people:
        raise UsageFault("cell_of_several")
    with console.open(args.folder) as workspace:
        if len(texts) > 1:
            return _several(args, console, workspace, texts)
        [(text, name)] = texts
        try:
            if args.people:
                _people(args, console, workspace, text)
            else:
                _answer(args, console, workspace, texts[0])
        except MapRefused as refused:
            if args.json:
                how = {"file": name}
                console.json({"answer": _findings(refused, console.language), "how": how})
            else:
                _tell(console, refused)
            return refused.exit_code
    return 0


def _answer(args: Namespace, console: Console, workspace: Workspace, text: Text) -> None:
    found = ask_question(workspace, *text, told=_told(console))
    console.progress_over()
    if args.json:
        console.json({"answer": found.answer, "how": found.how})
    else:
        console.out(answer_table(found, console.language))


def _several(
    args: Namespace, console: Console, workspace: Workspace, texts: Sequence[Text]
) -> int:
    """Every answer under the name of its file; the code is that of the worst refusal."""
    every = ask_questions(workspace, texts, told=_told(console))
    console.progress_over()
    refused = [one for one in every if isinstance(one, TropaError)]
    if args.json:
        pairs = zip(texts, every, strict=True)
        told = [{"file": text.name, **_as_json(one, console)} for text, one in pairs]
        how = {"questions": len(every), "refused": len(refused)}
        console.json({"answer": told, "how": how})
    else:
        for text, one in zip(texts, every, strict=True):
            _one_of_several(console, text.name, one)
    return max((one.exit_code for one in refused), default=0)


def _one_of_several(console: Console, name: str, found: Answered | TropaError) -> None:
    console.line(name)
    if isinstance(found, Answered):
        console.out(answer_table(found, console.language))
    elif isinstance(found, MapRefused):
        _tell(console, found)
    else:
        console.out(complaint(found, console.language))
    console.line()


def _as_json(found: Answered | TropaError, console: Console) -> dict[str, Any]:
    if isinstance(found, Answered):
        return {"answer": found.answer, "how": found.how}
    return found.as_json(console.language)


def _told(console: Console) -> Callable[[int, int], None]:
    def told(done: int, total: int) -> None:
        console.present()
        console.progress(say("cli.ask.progress", console.language, done=done, total=total))

    return told


def _people(args: Namespace, console: Console, workspace: Workspace, text: bytes | str) -> None:
    count, people = people_of(workspace, text, args.people, told=_told(console))
    console.progress_over()
    known = called_all(workspace, people)
    shown = [known[person] for person in people]
    if args.json:
        told = [someone_json(one) for one in shown]
        console.json({"answer": {"count": count, "people": told}})
        return
    console.say("cli.ask.found", n=count)
    for one in shown:
        console.line(called_words(one, console.language))


def _tell(console: Console, refused: MapRefused) -> None:
    """Everything there is to say about a refused question, a line each."""
    for finding in refused.findings:
        console.line(finding.line(refused.name, console.language))
    console.say("cli.ask.refused", n=len(refused.findings))


def _findings(refused: MapRefused, language: Language) -> list[dict[str, Any]]:
    return [one.as_json(refused.name, language) for one in refused.findings]


def _text(path: str, console: Console) -> Text:
    if path == "-":
        return Text(console.given())
    file = console.path(path)
    try:
        return Text(file.read_bytes(), file.name)
    except OSError as fault:
        raise UsageFault("no_such_file", where=str(file)) from fault
