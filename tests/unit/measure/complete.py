"""A map that tells everything, line by line, so that lines may be left out.

Lines that may go are marked: taking one away leaves a map that still reads.
"""

from collections.abc import Collection

from tropa.map.document import Map
from tropa.map.read import read_map

TEXT = """
map: complete
title: Complete
timezone: Europe/Moscow
goals:
  more: {measure: wins, baseline: 1, target: 2, by: 2027-01-01, owner: seller}   # -
problems:
  slow: {title: Slow}   # -
owners:
  seller: {title: Seller}
segments:
  - segment: everybody
    title: Everybody
    persona:
      name: {value: Ann, source: crm}
      age: {value: 30, source: crm}
      lives: {value: here, source: talk}
      income: {value: some, source: guess}
      wants: {value: a window, source: calls}
      fears: {value: dust, source: poll}   # -
stages:
  - stage: enquiry
    buyer_asks: how much   # -
    target: did visit   # -
    owner: seller   # -
    norm: 2d   # -
    lost_after: 5d   # -
    return_to: enquiry   # -
  - stage: offer
    enter: did visit   # -
    buyer_wants: to be sure
    target: did visit
    owner: seller
    norm: 2d
    lost_after: never   # -
    return_to: enquiry   # -
touchpoints:
  - touchpoint: request
    event: asked
    stage: enquiry
    from: buyer   # -
    interaction: form_fill   # -
    device: phone   # -
    channel: site   # -
    buyer: asks   # -
    seller: answers   # -
    sale: {when: did visit}   # -
    steps: [{title: opened, event: opened}, {title: sent, did: request}]   # -
    owner: seller   # -
    content: page   # -
    role: convert   # -
    tools: [crm]   # -
    procedure: file   # -
  - touchpoint: call
    event: called
    stage: enquiry
    from: seller
    answered: ok == true
    interaction: call_out
    device: phone
    channel: phone
    buyer: answers
    seller: calls
    sale: {when: did visit}
    steps: [{title: dialled, event: called}, {title: answered, did: call}]
    owner: seller
    role: convert   # -
    script: talk   # -
    tools: [crm]
    instruction: how   # -
    consent: [calls]   # -
    expects: {answered: 50}   # -
  - touchpoint: visit
    event: visited
    stage: offer
    from: seller
    interaction: meet
    device: offline
    channel: visit
    buyer: shows
    seller: measures
    sale: {when: did request}
    steps: [{title: came, event: visited}, {title: measured, did: visit}]
    owner: seller
    script: talk
    tools: [crm]
    instruction: how
    service: true   # -
  - touchpoint: letter
    event: sent
    stage: offer
    from: seller
    interaction: message
    device: phone
    channel: email
    buyer: reads
    seller: writes
    sale: {when: did request}
    steps: [{title: sent, did: letter}, {title: read, event: opened}]
    owner: seller
    content: page
    tools: [crm]
    instruction: how
    consent: [ads]
scripts:
  talk:
    purpose: to talk
    closing: shall we   # -
content:
  page:
    title: Page
    cta: Ask   # -
tools:
  crm: {title: CRM}
instructions:
  how: {steps: [so]}
kpis:
  answered:
    share: from request to call
    target: at least 50%
    stage: enquiry   # -
  came:
    share: from offer to visit
    target: at least 50%   # -
  written:
    share: from letter to sale   # -letter
    target: at least 50%
plays:
  back:
    kind: recover   # -
    stage: enquiry   # -
    start: in stage enquiry
  again:
    kind: recover
    stage: offer   # -
    start: in stage offer
review:
  every: 30d   # -
  owner: seller   # -
"""
# A KPI without a measure does not read: this one measures something else instead.
_INSTEAD = {"    share: from letter to sale": "    share: from lead to sale"}

LINES = TEXT.strip("\n").split("\n")
MAY_GO = [at for at, line in enumerate(LINES) if "# -" in line]


def complete(without: Collection[int] = ()) -> Map:
    """The map without some of its lines, by their places in MAY_GO."""
    gone = {MAY_GO[at] for at in without}
    kept: list[str] = []
    for at, line in enumerate(LINES):
        said = line.split("   # -")[0]
        if at not in gone:
            kept.append(said)
        elif said in _INSTEAD:
            kept.append(_INSTEAD[said])
    return read_map("\n".join(kept) + "\n")


def place_of(line: str) -> int:
    """The place in MAY_GO of the first line that begins so."""
    return next(at for at, one in enumerate(MAY_GO) if LINES[one].strip().startswith(line))
