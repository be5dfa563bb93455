"""What goes over the wire, as the control plane names it (docs/control-plane.md of the emulator)."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal, Mapping, Optional, Sequence, TypedDict, Union

#: A product as it is emulated.
Surface = Literal["xtam", "sps", "pmp"]

#: What became of a row.
Change = Literal["added", "changed", "removed"]

#: A moment: an aware datetime (a naive one is local time, as Python has it), or ISO 8601 with its zone.
Moment = Union[datetime, str]

#: A value to be equal to, a compiled regular expression, ``{"contains": …}``, ``{"pattern": …, "flags": …}``,
#: ``{"equals": …}`` or ``{"absent": True}``.
Test = Any

#: Users (their passwords), tokens and objects: by surface, by kind, by name.
World = Mapping[str, Mapping[str, Mapping[str, str]]]

#: Rows by key, by table.
SurfaceState = Mapping[str, Mapping[str, Any]]

#: Rows by surface and table: their keys, or by key what became of each.
ExpectedChanges = Mapping[str, Mapping[str, Union[Sequence[str], Mapping[str, Change]]]]


class RequestMatch(TypedDict, total=False):
    """Which requests are meant; every member that is given must hold. ``*`` stands for any run of characters in
    ``operation`` and ``path``."""

    surface: str
    operation: str
    method: str
    path: str
    #: A text that a header, a cookie or a query parameter has as its value; of Basic, the user or ``user:password``.
    credential: str
    headers: Mapping[str, Test]
    query: Mapping[str, Test]
    #: A test of the text, or ``{"json" | "form" | "parts": {path: test}}``.
    body: Test


class Match(RequestMatch, total=False):
    """Which journal entries are meant: requests, and what came of them."""

    #: 0 where a fault has cut the connection.
    status: int
    rule: str
    refused: bool
    #: The id of a fault that fired for it.
    fault: str


class FaultMatch(RequestMatch, total=False):
    """Which requests a fault is for."""

    #: Only the n-th of the requests that fit, counted from 1.
    nth: int
    #: Only those that come after so many of them.
    after: int
    #: Only so likely, from 0 to 1.
    probability: float


class Fault(TypedDict, total=False):
    """A fault in place."""

    id: str
    match: FaultMatch
    times: int
    until: str
    effect: Mapping[str, Any]
    effects: Sequence[Mapping[str, Any]]
    #: How many requests fitted its match.
    seen: int
    #: How often it has fired.
    fired: int


class VendorFault(TypedDict):
    """A failure that only one product has."""

    surface: str
    name: str
    summary: str
    source: str


class ClockState(TypedDict):
    """What a workspace's clock shows: ISO 8601, its distance from the machine's in milliseconds, whether it stands."""

    now: str
    offsetMs: float
    frozen: bool


class JournalRequest(TypedDict):
    method: str
    path: str
    headers: Mapping[str, Any]
    body: Optional[str]


class JournalResponse(TypedDict):
    #: 0 where a fault has cut the connection.
    status: int
    headers: Mapping[str, Any]
    body: Optional[str]


class Reason(TypedDict):
    """Why a request was refused: a stable rule id, a sentence, and where the rule is documented."""

    rule: str
    message: str
    source: str


class _Entry(TypedDict):
    id: str
    #: ISO 8601, of the workspace's clock.
    at: str
    workspace: str
    surface: Optional[str]
    operation: Optional[str]
    request: JournalRequest
    response: JournalResponse
    durationMs: float


class JournalEntry(_Entry, total=False):
    """What was asked and answered."""

    reason: Reason
    #: Id of the fault that fired for it.
    fault: str


class JournalPage(TypedDict):
    #: Oldest first.
    entries: Sequence[JournalEntry]
    #: How many match, shown or not.
    total: int


class LedgerRequest(TypedDict):
    """A request in short: the id of its journal entry, method and path with secrets masked, status, operation."""

    id: str
    request: str
    status: int
    operation: Optional[str]


class SecretDeed(TypedDict):
    surface: str
    does: Literal["read", "changed", "checked out", "checked in"]
    object: str
    #: By login; ``None`` where the credentials tell no more.
    by: Optional[str]
    request: LedgerRequest


class OpenThing(TypedDict):
    surface: str
    kind: Literal["check-out", "transaction", "session"]
    object: Optional[str]
    by: str
    requests: Sequence[LedgerRequest]


class LedgerChange(TypedDict):
    surface: str
    table: str
    key: str
    change: Change
    requests: Sequence[LedgerRequest]


class LedgerPage(TypedDict):
    """Who did what to the objects, what is open, and what has changed since the fixtures."""

    secrets: Sequence[SecretDeed]
    open: Sequence[OpenThing]
    changes: Sequence[LedgerChange]


class Advice(TypedDict):
    """Something that works here and will hurt on the product; ``count`` requests do it, the newest are shown."""

    surface: str
    rule: str
    sentence: str
    source: str
    count: int
    requests: Sequence[LedgerRequest]


class StateChange(TypedDict):
    """A row that differs; ``before`` or ``after`` is ``None`` where there is no row."""

    surface: str
    table: str
    key: str
    change: Change
    before: Any
    after: Any


class Action(TypedDict):
    """A lever of a product; ``input`` is the JSON schema of what it has to be told."""

    surface: str
    action: str
    summary: str
    input: Mapping[str, Any]


class WorkspaceClock(TypedDict, total=False):
    """What the clock of a new workspace begins as."""

    now: Moment
    frozen: bool


class WorkspaceSummary(TypedDict):
    id: str
    urls: Mapping[str, str]
    https: Mapping[str, str]
    #: What each surface answers as.
    profiles: Mapping[str, str]
