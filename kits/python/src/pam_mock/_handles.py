"""Time, faults and state: each method asks one call of the control plane."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any, Mapping, Optional, Sequence, Union, cast
from urllib.parse import quote

from ._fault_words import refuse_other_forms
from ._transport import Caller, query_of
from ._types import (
    Action,
    ClockState,
    Fault,
    FaultMatch,
    Moment,
    StateChange,
    Surface,
    SurfaceState,
    VendorFault,
)


class Clock:
    """A workspace's time."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def get(self) -> ClockState:
        """What the clock shows."""
        return cast(ClockState, self._caller.call("GET", "/clock"))

    def advance(self, by: Union[str, float, timedelta]) -> ClockState:
        """Moves time forward: by a text such as ``90s``, ``20m``, ``1h30m``, by a timedelta, or by milliseconds.

        Whatever has expired by then is expired for the next request::

            mock.clock.advance("20m")  # an idle SPS session is over now
        """
        if isinstance(by, timedelta):
            by = by / timedelta(milliseconds=1)
        return self._patch({"advance": by})

    def set(self, to: Moment) -> ClockState:
        """Makes a moment the present one."""
        return self._patch({"now": moment_of(to)})

    def freeze(self) -> ClockState:
        """Stops time until :meth:`thaw`."""
        return self._patch({"frozen": True})

    def thaw(self) -> ClockState:
        """Lets time run on from where it stands."""
        return self._patch({"frozen": False})

    def _patch(self, body: Mapping[str, Any]) -> ClockState:
        return cast(ClockState, self._caller.call("PATCH", "/clock", body))


class Faults:
    """What goes wrong in a workspace, for which requests, how often."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def add(
        self,
        effect: Union[Mapping[str, Any], Sequence[Mapping[str, Any]]],
        *,
        match: Optional[FaultMatch] = None,
        times: Optional[int] = None,
        until: Optional[Moment] = None,
    ) -> Fault:
        """Puts a fault in place, for every request unless a match is given.

        ``effect`` is one, or several that are met in turn. ``times`` bounds how often it fires, ``until`` until when: a
        moment of the workspace's clock, or a duration such as ``5m``::

            mock.faults.add({"type": "status", "status": 503}, match={"surface": "sps"}, times=1)

        Some HTTP libraries ask again by themselves when a connection is cut; see the README.
        """
        refuse_other_forms(effect)
        body: dict[str, Any] = {"effect" if isinstance(effect, Mapping) else "effects": effect}
        if match is not None:
            body["match"] = match
        if times is not None:
            body["times"] = times
        if until is not None:
            body["until"] = moment_of(until)
        return cast(Fault, self._caller.call("POST", "/faults", body))

    def list(self) -> Sequence[Fault]:
        """All faults, with how often each has fired."""
        return cast("Sequence[Fault]", self._caller.call("GET", "/faults")["faults"])

    def vendor(self) -> Sequence[VendorFault]:
        """What the products can fail with by themselves: the names for ``{"type": "vendor", "name": …}``."""
        return cast("Sequence[VendorFault]", self._caller.call("GET", "/faults")["vendor"])

    def remove(self, id: str) -> None:
        """Takes one away."""
        self._caller.call("DELETE", f"/faults/{_segment(id)}")

    def clear(self) -> None:
        """Takes all away."""
        self._caller.call("DELETE", "/faults")


class State:
    """A workspace's state, for what no request of a product could arrange or show.

    The tables are the emulator's inside: their shape may change from one version to the next.
    """

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def count(self) -> Mapping[str, Mapping[str, int]]:
        """How many rows each table of each surface has."""
        return cast("Mapping[str, Mapping[str, int]]", self._caller.call("GET", "/state")["surfaces"])

    def get(self, surface: Surface) -> SurfaceState:
        """All rows of a surface."""
        return cast(SurfaceState, self._caller.call("GET", f"/state/{_segment(surface)}"))

    def row(self, surface: Surface, table: str, key: str) -> Any:
        """One row. Raises PamMockError when there is none."""
        return self._caller.call("GET", f"/state/{_segment(surface)}{query_of({'table': table, 'key': key})}")

    def patch(self, surface: Surface, patch: Mapping[str, Mapping[str, Any]]) -> None:
        """Changes rows by a JSON merge patch (RFC 7396), all of it or nothing; ``None`` takes a row away::

        mock.state.patch("pmp", {"accounts": {"307": {"notes": "changed by a test"}}})
        """
        self._caller.call("PATCH", f"/state/{_segment(surface)}", patch)

    def diff(
        self, *, from_: Optional[str] = None, surface: Optional[Surface] = None, bookkeeping: bool = False
    ) -> Sequence[StateChange]:
        """Rows that differ from the fixtures, or from the snapshot ``from_``.

        What a product notes down by itself (sessions, trails, counters) comes with ``bookkeeping`` alone.
        """
        query = query_of({"from": from_, "surface": surface, "bookkeeping": bookkeeping or None})
        return cast("Sequence[StateChange]", self._caller.call("GET", f"/state/diff{query}")["changes"])


class Snapshots:
    """Named states. Time, ids, faults and the journal are no part of them."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def take(self, name: str) -> None:
        """Keeps the present state under a name, in place of an earlier one of that name."""
        self._caller.call("POST", "/snapshots", {"name": name})

    def restore(self, name: str) -> None:
        """Goes back to it; the snapshot stays."""
        self._caller.call("POST", f"/snapshots/{_segment(name)}/restore")

    def remove(self, name: str) -> None:
        """Forgets it."""
        self._caller.call("DELETE", f"/snapshots/{_segment(name)}")

    def list(self) -> Sequence[str]:
        """Their names, oldest first."""
        return cast("Sequence[str]", self._caller.call("GET", "/snapshots")["snapshots"])


class Actions:
    """Levers that a person at the product would pull."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def list(self) -> Sequence[Action]:
        """All of them, and what each has to be told."""
        return cast("Sequence[Action]", self._caller.call("GET", "/actions")["actions"])

    def run(self, surface: Surface, action: str, input: Any = None) -> Any:
        """Pulls one, and answers what it answers, if anything::

        mock.actions.run("sps", "take-config-lock")
        """
        return self._caller.call("POST", f"/actions/{_segment(surface)}/{_segment(action)}", input)


def moment_of(to: Moment) -> str:
    """A moment as the control plane takes it."""
    if isinstance(to, datetime):
        return to.astimezone(timezone.utc).isoformat(timespec="milliseconds")
    return to


def _segment(text: str) -> str:
    return quote(text, safe="")
