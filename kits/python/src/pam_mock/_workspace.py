"""The handles: of an emulator, and of the workspaces in it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from functools import cached_property
from types import TracebackType
from typing import Any, Callable, Mapping, Optional, Sequence, Type, TypeVar, cast
from urllib.parse import quote

from ._assertions import Assertions
from ._handles import Actions, Clock, Faults, Snapshots, State, moment_of
from ._journal import Journal, Ledger
from ._transport import CONTROL_ROOT, Caller, Transport
from ._types import WorkspaceClock, WorkspaceSummary, World

_DEFAULT = "default"

_Self = TypeVar("_Self", bound="_Closing")


@dataclass(frozen=True)
class Urls:
    """Where the surfaces of a workspace are, such as ``http://127.0.0.1:8080/w/team1/xtam``."""

    xtam: str
    #: XTAM's sign-in module.
    cas: str
    sps: str
    #: Password Manager Pro and PAM360.
    pmp: str
    #: The control plane.
    control: str


class Handle(Assertions):
    """A world of its own: what a test arranges and looks at."""

    def __init__(self, transport: Transport, view: WorkspaceSummary) -> None:
        self.id = view["id"]
        self.urls = _urls(view["urls"])
        #: The same over TLS; clients have to trust the emulator's authority.
        self.https = _urls(view["https"])
        #: What each surface answers as.
        self.profiles = view["profiles"]
        self._caller = caller = Caller(transport, _control_root(self.id))
        self.clock = Clock(caller)
        self.faults = Faults(caller)
        self.journal = Journal(caller)
        self.ledger = Ledger(caller)
        self.state = State(caller)
        self.snapshots = Snapshots(caller)
        self.actions = Actions(caller)

    @cached_property
    def world(self) -> World:
        """Users, tokens and objects by name, of the world as it is when it is first asked for::

        mock.world["pmp"]["tokens"]["administrator"]
        """
        return cast(World, self._caller.call("GET", "/world"))

    def reset(self) -> None:
        """Back to the fixtures: state, sessions, clock, faults and journal. Snapshots stay."""
        self._caller.call("POST", "/reset")

    def call(self, method: str, path: str, body: Any = None) -> Any:
        """Calls the control plane of this workspace, for what has no method here: ``mock.call("GET", "/rules")``."""
        return self._caller.call(method, path, body)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.id} at {self.urls.control}>"


class _Closing:
    """A context manager that closes."""

    def _close(self) -> None:
        raise NotImplementedError

    def __enter__(self: _Self) -> _Self:
        return self

    def __exit__(
        self,
        kind: Optional[Type[BaseException]],
        error: Optional[BaseException],
        trace: Optional[TracebackType],
    ) -> None:
        self._close()


class Workspace(Handle, _Closing):
    """A workspace beside others, with its own state, clock, faults and journal. As a context manager it is removed."""

    def __init__(self, transport: Transport, view: WorkspaceSummary) -> None:
        super().__init__(transport, view)
        self._root = Caller(transport, CONTROL_ROOT)

    def remove(self) -> None:
        """Removes it with all it holds, and closes its port."""
        self._root.call("DELETE", f"/workspaces/{self.id}")

    def _close(self) -> None:
        self.remove()


class Workspaces:
    """The workspaces of an emulator."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._caller = Caller(transport, CONTROL_ROOT)

    def create(
        self,
        id: Optional[str] = None,
        *,
        from_: Optional[str] = None,
        snapshot: Optional[str] = None,
        fixtures: Optional[Mapping[str, Mapping[str, Any]]] = None,
        profiles: Optional[Mapping[str, str]] = None,
        settings: Optional[Mapping[str, Any]] = None,
        clock: Optional[WorkspaceClock] = None,
        port: Optional[int] = None,
    ) -> Workspace:
        """Creates a world of its own.

        :param id: 1 to 63 lower-case letters, digits and inner hyphens. Default: one that is free.
        :param from_: The workspace to begin as. Default: the fixtures.
        :param snapshot: The snapshot to begin as, of the workspace that ``from_`` names or of the default one.
        :param fixtures: Sections by surface, in place of the server's; surfaces that are left out keep those.
        :param profiles: Product versions, such as ``{"sps": "7.0"}``, in place of the server's.
        :param settings: Knobs by surface, such as ``{"sps": {"transactions": "parallel"}}`` or
            ``{"sps.transactions": "parallel"}``; others keep the server's.
        :param clock: What its clock begins as, ``{"now": …, "frozen": …}``. Default: the time of the machine.
        :param port: A port of its own, for clients that take no path in their URL; 0 takes any free one.
        """
        if clock is not None and "now" in clock:
            clock = {**clock, "now": moment_of(clock["now"])}
        options = {
            "from": from_,
            "snapshot": snapshot,
            "fixtures": fixtures,
            "profiles": profiles,
            "settings": settings and by_surface(settings),
            "clock": clock,
            "port": port,
        }
        body = {name: value for name, value in options.items() if value is not None}
        # The id in the path is what a proxy in front of several instances goes by.
        return self._open("PUT", id or f"py-{uuid.uuid4().hex[:12]}", body)

    def get(self, id: str) -> Workspace:
        """A workspace that exists. Raises PamMockError when there is none of that id."""
        return self._open("GET", id)

    def list(self) -> Sequence[WorkspaceSummary]:
        """All workspaces, ``default`` first."""
        return cast("Sequence[WorkspaceSummary]", self._caller.call("GET", "/workspaces")["workspaces"])

    def _open(self, method: str, id: str, body: Any = None) -> Workspace:
        view = self._caller.call(method, f"/workspaces/{quote(id, safe='')}", body)
        return Workspace(self._transport, cast(WorkspaceSummary, view))


class PamMock(Handle, _Closing):
    """An emulator. The handle itself is its workspace; ``workspaces`` makes more. As a context manager it is closed."""

    def __init__(self, transport: Transport, view: WorkspaceSummary, close: Callable[[], None]) -> None:
        super().__init__(transport, view)
        self._root = Caller(transport, CONTROL_ROOT)
        self._end = close
        self.workspaces = Workspaces(transport)

    @cached_property
    def ca_certificate(self) -> str:
        """The authority to trust for https, in PEM."""
        return self._root.text("GET", "/ca.pem")

    def client_certificate(self, user: str) -> str:
        """Certificate and key, in one PEM, of a user who signs in by them (such as ``certuser`` at SPS)."""
        return self._root.text("GET", f"/client-certificates/{quote(user, safe='')}")

    def close(self) -> None:
        """Ends an emulator that was started here; lets go of one that ran already."""
        self._end()

    def _close(self) -> None:
        self.close()


def view_of(transport: Transport, workspace: str) -> WorkspaceSummary:
    """How the emulator shows a workspace."""
    root = Caller(transport, CONTROL_ROOT)
    return cast(WorkspaceSummary, root.call("GET", f"/workspaces/{quote(workspace, safe='')}"))


def by_surface(settings: Mapping[str, Any]) -> Mapping[str, Any]:
    """Knobs as the control plane takes them: ``{"sps.transactions": …}`` is ``{"sps": {"transactions": …}}``."""
    knobs: dict[str, Any] = {}
    for name, value in settings.items():
        surface, dot, knob = name.partition(".")
        if dot:
            value = {knob: value}
        known = knobs.get(surface)
        knobs[surface] = (
            {**known, **value} if isinstance(known, dict) and isinstance(value, Mapping) else value
        )
    return knobs


def _control_root(workspace: str) -> str:
    return CONTROL_ROOT if workspace == _DEFAULT else f"/w/{workspace}{CONTROL_ROOT}"


def _urls(view: Mapping[str, str]) -> Urls:
    return Urls(**{name: view[name] for name in ("xtam", "cas", "sps", "pmp", "control")})
