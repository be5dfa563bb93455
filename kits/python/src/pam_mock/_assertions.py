"""What a test asserts about a workspace. Each failure names the things, and the requests behind them."""

from __future__ import annotations

import difflib
from typing import Any, Collection, Iterator, Mapping, Optional, Sequence

from ._fault_words import describe_fault
from ._handles import Faults, State
from ._journal import Journal, Ledger
from ._types import ExpectedChanges, LedgerRequest, Match, Surface

#: A row was to differ, no matter how.
_ANY = "another"


class Assertions:
    """Assertions of a workspace; each raises AssertionError when it does not hold, and ValueError for a name that the
    emulator does not know."""

    faults: Faults
    journal: Journal
    ledger: Ledger
    state: State

    def assert_received(
        self,
        match: Optional[Match] = None,
        *,
        exactly: Optional[int] = None,
        at_least: Optional[int] = None,
        at_most: Optional[int] = None,
    ) -> None:
        """That requests that match have come, at least one unless a count is given::

        mock.assert_received({"operation": "pmp.account.password.get", "status": 200}, exactly=1)
        """
        __tracebackhide__ = True
        self.journal.verify(match, exactly=exactly, at_least=at_least, at_most=at_most)

    def assert_faults_met(self) -> None:
        """That each fault in place has fired, once at least; that none is in place is a slip, and fails."""
        __tracebackhide__ = True
        placed = self.faults.list()
        if not placed:
            raise AssertionError("Expected faults that have fired, but none is in place.")
        idle = [one for one in placed if one["fired"] == 0]
        if not idle:
            return
        have = "has" if len(idle) == 1 else "have"
        lines = [f"Expected all faults to have fired, but {len(idle)} of {len(placed)} {have} not."]
        raise AssertionError("\n".join(lines + [f"  {describe_fault(one)}" for one in idle]))

    def assert_nothing_checked_out(
        self, *, surface: Optional[Surface] = None, by: Optional[str] = None
    ) -> None:
        """That nobody, or not this user (by login), has a password or record checked out."""
        __tracebackhide__ = True
        self._assert_closed("check-out", "password checked out", surface, by)

    def assert_no_open_transaction(
        self, *, surface: Optional[Surface] = None, by: Optional[str] = None
    ) -> None:
        """That no transaction of the configuration is open."""
        __tracebackhide__ = True
        self._assert_closed("transaction", "open transaction", surface, by)

    def assert_no_open_session(self, *, surface: Optional[Surface] = None, by: Optional[str] = None) -> None:
        """That all who signed in have signed out, or their sessions are over."""
        __tracebackhide__ = True
        self._assert_closed("session", "open session", surface, by)

    def assert_read_secret(self, id: str, *, times: Optional[int] = None, by: Optional[str] = None) -> None:
        """That a secret (an account, a record) was read: at least once, or just so often; by anybody, or by this user."""
        __tracebackhide__ = True
        deeds = self.ledger.get(object=id)["secrets"]
        reads = sum(1 for one in deeds if one["does"] == "read" and by in (None, one["by"]))
        if reads == times or (times is None and reads > 0):
            return
        whom = "" if by is None else f' by "{by}"'
        often = "at least once" if times is None else _count(times, "time")
        lines = [f'Secret "{id}" was read {_count(reads, "time")}{whom}; expected was {often}.']
        for one in deeds:
            who = "somebody" if one["by"] is None else f'"{one["by"]}"'
            lines += [f"  {one['does']} by {who}", _request(one["request"])]
        raise AssertionError("\n".join(lines))

    def assert_changed(self, expected: Optional[ExpectedChanges] = None) -> None:
        """That just these rows have changed since the fixtures; any when nothing is said, none for ``{}``.

        Rows by surface and table: their keys, or by key what became of each. What a product notes down by itself (sessions,
        trails, counters) is left out::

            mock.assert_changed({"pmp": {"accounts": ["307"]}})
            mock.assert_changed({"pmp": {"accounts": {"307": "changed"}}})
        """
        __tracebackhide__ = True
        changes = self.ledger.get()["changes"]
        if expected is None:
            if not changes:
                raise AssertionError("Nothing has changed.")
            return
        self._know_tables(expected)
        wanted = dict(_wanted(expected))
        places = [f"{one['surface']}.{one['table']}.{one['key']}" for one in changes]
        extra = [
            (place, one)
            for place, one in zip(places, changes)
            if wanted.get(place) not in (_ANY, one["change"])
        ]
        found = set(places) - {place for place, _ in extra}
        missing = [(place, how) for place, how in wanted.items() if place not in found]
        if not extra and not missing:
            return
        lines = ["Other things have changed than expected."]
        for place, how in missing:
            lines.append(
                f"  {place} was to differ, and does not"
                if how == _ANY
                else f"  {place} was to be {how}, and is not"
            )
        for place, one in extra or list(zip(places, changes)):
            lines += [f"  {place} was {one['change']}", *map(_request, one["requests"])]
        raise AssertionError("\n".join(lines))

    def assert_no_advice(self, *, surface: Optional[Surface] = None, except_: Collection[str] = ()) -> None:
        """That nothing the client does works here and will hurt on the product, but for the rules in ``except_``."""
        __tracebackhide__ = True
        if surface is not None:
            _know("surface", surface, self.state.count())
        found = [
            one
            for one in self.ledger.advice()
            if one["rule"] not in except_ and surface in (None, one["surface"])
        ]
        if not found:
            return
        lines = ["What the client does works here and will hurt on the product:"]
        for one in found:
            count = _count(one["count"], "request")
            lines += [f"  {one['rule']} ({count}): {one['sentence']} [{one['source']}]"]
            lines += map(_request, one["requests"])
        raise AssertionError("\n".join(lines))

    def _assert_closed(self, kind: str, what: str, surface: Optional[Surface], by: Optional[str]) -> None:
        __tracebackhide__ = True
        found = [
            one
            for one in self.ledger.get(surface=surface)["open"]
            if one["kind"] == kind and by in (None, one["by"])
        ]
        if not found:
            return
        lines = [f"Expected no {what}, but there {'is' if len(found) == 1 else 'are'} {len(found)}."]
        for one in found:
            thing = "" if one["object"] is None else f' "{one["object"]}"'
            lines += [f'  {one["surface"]}{thing}, by "{one["by"]}"', *map(_request, one["requests"])]
        raise AssertionError("\n".join(lines))

    def _know_tables(self, expected: ExpectedChanges) -> None:
        surfaces = self.state.count()
        for surface, tables in expected.items():
            _know("surface", surface, surfaces)
            for table in tables:
                _know(f"table of {surface}", table, surfaces[surface])


def _know(what: str, name: str, known: Collection[str]) -> None:
    """A slip that were passed over would let a test hold for ever."""
    if name in known:
        return
    near = difflib.get_close_matches(name, known, 1)
    meant = f' Did you mean "{near[0]}"?' if near else ""
    raise ValueError(f'There is no {what} "{name}"; there are {", ".join(known)}.{meant}')


def _wanted(expected: ExpectedChanges) -> Iterator[tuple[str, str]]:
    for surface, tables in expected.items():
        for table, rows in tables.items():
            if isinstance(rows, str):
                raise TypeError(f'Give the rows of {surface}.{table} as a list, ["{rows}"].')
            by_key: Mapping[str, Any] = rows if isinstance(rows, Mapping) else _any_of(rows)
            for key, how in by_key.items():
                yield f"{surface}.{table}.{key}", how


def _any_of(keys: Sequence[str]) -> Mapping[str, str]:
    return {key: _ANY for key in keys}


def _request(one: LedgerRequest) -> str:
    return f"    #{one['id']} {one['request']} → {one['status']}"


def _count(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
