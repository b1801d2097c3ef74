"""Whose event it is: the steps of cleaning that find the names of a person.

A name that nobody can have (`null`, `0`, an address with a line break) joins nobody, and a name
many have (`info@`, 8 800) does not either: the event is kept, and a flag says why.
"""

from typing import Final

from tropa.collect.contacts import (
    LONGEST_IDENTIFIER,
    as_fields,
    as_list,
    claims_in,
    names_in,
    without,
)
from tropa.collect.context import external_names
from tropa.collect.draft import ANYTHING, Draft, decoded
from tropa.collect.names import is_junk
from tropa.collect.refuse import Unfit
from tropa.event import ALIAS, GROUP, IDENTIFY, Name, NameKind

LONGEST_GROUP: Final = 500

_STRENGTH: Final = {kind: at for at, kind in enumerate(NameKind)}


def has_identifiers(draft: Draft) -> None:
    """A user's or a device's id; one that is no name (`null`, `0`) joins nobody."""
    sent = draft.sent
    user = _identifier(sent.user_id, "userId")
    anonymous = _identifier(sent.anonymous_id, "anonymousId")
    if not user and not anonymous:
        raise Unfit("no_user_anon_id")
    if user:
        _name(draft, NameKind.USER, user)
    if draft.kind == ALIAS:
        previous = _identifier(sent.previous_id, "previousId")
        if not previous:
            raise Unfit("bad_field_type", field="previousId")
        # Either id may be the user's and either the device's: clients differ.
        for identifier in filter(None, (previous, user)):
            _name(draft, NameKind.USER, identifier)
            _name(draft, NameKind.ANONYMOUS, identifier)
    if anonymous:
        _name(draft, NameKind.ANONYMOUS, anonymous)


def has_group(draft: Draft) -> None:
    """The firm or family of a group call: no person, so a field and not a name."""
    if draft.kind != GROUP:
        return
    group = draft.sent.group_id
    if isinstance(group, int) and not isinstance(group, bool):
        group = str(group)
    if not isinstance(group, str) or not group.strip():
        raise Unfit("bad_field_type", field="groupId")
    if len(group) > LONGEST_GROUP:
        raise Unfit("bad_identifier", field="groupId", limit=LONGEST_GROUP)
    draft.add({"group_id": group.strip()})


def knows_contacts(draft: Draft) -> None:
    """Addresses, phones and ids of messengers and CRMs are names too; a firm's are not."""
    if draft.kind != GROUP:
        draft.names += names_in(draft.fields, draft.flag)
    context = draft.context
    if context.traits:
        draft.names += names_in(as_fields(decoded(ANYTHING, context.traits)), draft.flag)
    if context.external_ids:
        draft.names += external_names(as_list(context.external_ids), draft.flag)


def knows_deal(draft: Draft) -> None:
    """The deal it belongs to."""
    said = draft.fields.get("dealId") or draft.fields.get("deal_id")
    if said is None or isinstance(said, bool):
        return
    deal = str(said).strip() if isinstance(said, str | int) else ""
    if not deal or is_junk(deal) or len(deal) > LONGEST_IDENTIFIER:
        draft.flag("deal_invalid")
        return
    draft.deal = deal
    draft.names.append(Name(NameKind.DEAL, deal))


def is_somebody(draft: Draft) -> None:
    """At least one name is left that joins; the strongest stand first, each once."""
    names = draft.names
    # A user first and one name more are in order already.
    if len(names) > 2 or (len(names) == 2 and names[0].kind is not NameKind.USER):
        draft.names = names = sorted(dict.fromkeys(names), key=_strength)
    if not names or names[0].kind is NameKind.DEAL:
        raise Unfit("blocked_identifier")


def states_no_consent(draft: Draft) -> None:
    """A browser's key may describe a person; consent and verified addresses it may not set."""
    if draft.arrival.public and draft.kind == IDENTIFY:
        claims = claims_in(draft.stated, draft.fields)
        if claims:
            draft.stated = without(draft.stated, claims.__contains__)
            draft.flag("consent_dropped")


def _identifier(said: object, field: str) -> str:
    """An id as text, empty when there is none."""
    if not isinstance(said, str):
        if said is None:
            return ""
        if isinstance(said, bool) or not isinstance(said, int):
            raise Unfit("bad_field_type", field=field)
        said = str(said)
    identifier = said.strip()
    if len(identifier) > LONGEST_IDENTIFIER:
        raise Unfit("bad_identifier", field=field, limit=LONGEST_IDENTIFIER)
    return identifier


def _name(draft: Draft, kind: NameKind, identifier: str) -> None:
    if is_junk(identifier):
        draft.flag("blocked_identifier")
    else:
        draft.names.append(Name(kind, identifier))


def _strength(name: Name) -> int:
    return _STRENGTH[name.kind]
