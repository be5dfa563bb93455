"""Tests against pam-mock, a test double of XTAM, SPS and PMP.

With pytest the fixtures ``pam_mock`` and ``pam_mock_workspace`` are there. Without it::

    import pam_mock

    with pam_mock.start() as mock, mock.workspaces.create() as workspace:
        ...  # point the client at workspace.urls
        workspace.clock.advance("20m")
        workspace.assert_received({"rule": "sps.session.expired"}, exactly=1)
"""

from ._find import connect, start
from ._handles import Actions, Clock, Faults, Snapshots, State
from ._journal import Journal, Ledger
from ._transport import PamMockError
from ._types import (
    Action,
    Advice,
    ClockState,
    Fault,
    FaultMatch,
    JournalEntry,
    JournalPage,
    LedgerPage,
    Match,
    StateChange,
    Surface,
    VendorFault,
    WorkspaceSummary,
    World,
)
from ._version import __version__
from ._workspace import Handle, PamMock, Urls, Workspace, Workspaces

__all__ = [
    "Action",
    "Actions",
    "Advice",
    "Clock",
    "ClockState",
    "Fault",
    "FaultMatch",
    "Faults",
    "Handle",
    "Journal",
    "JournalEntry",
    "JournalPage",
    "Ledger",
    "LedgerPage",
    "Match",
    "PamMock",
    "PamMockError",
    "Snapshots",
    "State",
    "StateChange",
    "Surface",
    "Urls",
    "VendorFault",
    "Workspace",
    "WorkspaceSummary",
    "Workspaces",
    "World",
    "__version__",
    "connect",
    "start",
]
