"""Cases that wait for work which is not done yet, each with its reason."""

from typing import Final

_PLAYS: Final = "plays are read and kept, and carried out later: "
_LETTERS: Final = "nothing is sent to anybody yet: "

LATER: Final[dict[str, str]] = {
    "API-133": "the ledger is a file; another database comes with its own engine",
    "TIM-023": "nothing is sent and no timer fires yet: the map goes by the time of events",
    "IDN-034": "tracked links come with messages",
    "IMP-043": "files come by the command line; there is no upload yet",
    "YML-022": _PLAYS + "splits belong to experiments",
    "YML-025": _PLAYS + "what starts what",
    "YML-030": _PLAYS + "texts of messages",
    "YML-031": _PLAYS + "texts of messages",
    "YML-032": _PLAYS + "texts of messages",
    "YML-034": "the language of conditions has no regular expressions",
    "YML-045": _PLAYS + "webhooks",
    "WEB-038": _PLAYS + "webhooks",
    "WEB-039": _LETTERS + "no mail server replies",
    "WEB-049": "a segment is seen on the map; there is no preview of one that is being written",
    "WEB-057": _PLAYS + "nothing is launched",
    "LNK-001": _LETTERS + "there is nothing to unsubscribe from",
    "LNK-002": _LETTERS + "there is nothing to unsubscribe from",
    "LNK-009": _LETTERS + "there is nothing to unsubscribe from",
    "LNK-012": _LETTERS + "links of messages are not tracked",
    "LNK-013": _LETTERS + "links of messages are not tracked",
    "LNK-014": _LETTERS + "links of messages are not tracked",
    "LNK-016": _LETTERS + "nobody has preferences",
    "LNK-018": _LETTERS + "there is nothing to unsubscribe from",
}
