"""Kinds of interaction: who acts, whether it is a talk, how repeated ones make one touch.

`inbound` acts come from the buyer: they enter stages, reset silence and return the lost.
`two_way` acts are communication: the buyer addressed us, or answered. A page view, an opened
letter, a click on an advertisement are not. `passive` acts (a shown advertisement, an opened
letter) never count as the buyer's act at all.

`collapse` says which repeated events are one touch (2.5.5 of the domain model):
    visit     page views of one visit
    day       impressions of one creative, unanswered attempts: one a day
    message   sent, delivered, opened, clicked of one message
    talk      both sides of one chat
"""

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

Collapse: TypeAlias = Literal["none", "visit", "day", "message", "talk"]


@dataclass(frozen=True, slots=True)
class Interaction:
    """What one kind of interaction means for a touch; `depth` is 0…5, 5 the deepest."""

    inbound: bool
    two_way: bool
    collapse: Collapse = "none"
    depth: int = 3
    passive: bool = False


_IN: Final = Interaction(inbound=True, two_way=True, depth=4)
_SEEN: Final = Interaction(inbound=True, two_way=False, collapse="visit", depth=2)
_SENT: Final = Interaction(inbound=False, two_way=False, collapse="message", depth=1)
_OUT: Final = Interaction(inbound=False, two_way=False, depth=3)

INTERACTIONS: Final[dict[str, Interaction]] = {
    "impression": Interaction(
        inbound=False, two_way=False, collapse="day", depth=0, passive=True
    ),
    "deliver": Interaction(
        inbound=False, two_way=False, collapse="message", depth=1, passive=True
    ),
    "open": Interaction(
        inbound=False, two_way=False, collapse="message", depth=2, passive=True
    ),
    "view": _SEEN,
    "read": _SEEN,
    "watch": _SEEN,
    "search": _SEEN,
    "click": Interaction(inbound=True, two_way=False, depth=2),
    "message_click": Interaction(inbound=True, two_way=False, collapse="message", depth=3),
    "use": Interaction(inbound=True, two_way=False, depth=4),
    "unsubscribe": Interaction(inbound=True, two_way=False, depth=1),
    "chat": Interaction(inbound=True, two_way=True, collapse="talk", depth=4),
    "reply": Interaction(inbound=True, two_way=True, collapse="message", depth=4),
    "form_fill": _IN,
    "subscribe": _IN,
    "call_in": _IN,
    "visit_place": _IN,
    "book": _IN,
    "meet": Interaction(inbound=True, two_way=True, depth=5),
    "try": _IN,
    "order": Interaction(inbound=True, two_way=True, depth=5),
    "sign": Interaction(inbound=True, two_way=True, depth=5),
    "pay": Interaction(inbound=True, two_way=True, depth=5),
    "receive": _IN,
    "complain": _IN,
    "review": _IN,
    "refer": _IN,
    "message": _SENT,
    "quote": _OUT,
    "call_out": Interaction(inbound=False, two_way=False, collapse="day", depth=3),
    "research": _OUT,
    "task": _OUT,
    "refund": _OUT,
}

# What an event means where a touchpoint does not state its interaction. `call_answered` is not
# here: its direction alone tells whose call it was, and the touchpoint says that by `from:`.
BY_EVENT: Final[dict[str, str]] = {
    # the site and advertising
    "ad_impression": "impression",
    "ad_click": "click",
    "listing_view": "search",
    "page_viewed": "view",
    "page_view": "view",
    "page_engaged": "read",
    "screen_viewed": "view",
    "visit_start": "view",
    "search_query": "search",
    "form_start": "use",
    "form_submit": "form_fill",
    "subscribe_request": "use",
    "subscribe_confirm": "subscribe",
    # messages
    "message_sent": "message",
    "email_sent": "message",
    "message_delivered": "deliver",
    "email_delivered": "deliver",
    "message_open": "open",
    "email_opened": "open",
    "message_click": "message_click",
    "email_clicked": "message_click",
    "message_reply": "reply",
    "message_bounce": "deliver",
    "message_unsubscribe": "unsubscribe",
    "message_complaint": "unsubscribe",
    "bot_block": "unsubscribe",
    # talks
    "chat_in": "chat",
    "bot_start": "chat",
    "call_in": "call_in",
    "call_missed": "call_in",
    "call_out_attempt": "call_out",
    # bookings and meetings
    "booking_made": "book",
    "booking_confirmed": "reply",
    "booking_rescheduled": "book",
    "booking_cancelled": "reply",
    "booking_no_show": "task",
    "booking_came": "meet",
    "meeting_held": "meet",
    "demo_held": "meet",
    # offers, contracts, money
    "quote_sent": "quote",
    "quote_opened": "open",
    "cart_add": "use",
    "checkout_start": "use",
    "invoice_sent": "message",
    "contract_signed": "sign",
    "order_created": "order",
    "payment_received": "pay",
    "payment_failed": "use",
    "refund_made": "refund",
    # the thing itself, and after
    "order_delivered": "receive",
    "service_done": "receive",
    "product_activated": "use",
    "product_used": "use",
    "survey_sent": "message",
    "survey_answered": "reply",
    "review_posted": "review",
    "referral_made": "refer",
    "ticket_opened": "complain",
    "ticket_closed": "task",
    # the seller's own acts
    "lead_accepted": "task",
    "lead_rejected": "task",
    "task_created": "task",
    "task_done": "task",
    "task_overdue": "task",
}


def interaction_of(stated: str | None, event: str | None) -> Interaction | None:
    """What the touchpoint states, else what its event is known to be, else nothing."""
    name = stated or BY_EVENT.get(event or "")
    return INTERACTIONS.get(name) if name else None
