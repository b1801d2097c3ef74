"""Cases that wait for work which is not done yet, each with its reason."""

from typing import Final

_PLAYS: Final = "plays are read and kept, and carried out later: "

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
}
