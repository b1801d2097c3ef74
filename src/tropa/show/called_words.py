"""What people are called in a reader's language."""

from tropa.words import Language, say
from tropa.workspace.people.called import Called


def called_words(one: Called, language: Language) -> str:
    """What somebody is called; whom only systems know is told by their own number."""
    return one.stated or say("app.person.nameless", language, n=str(one.person))
