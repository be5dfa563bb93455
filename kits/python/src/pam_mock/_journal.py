"""What has happened: the journal and the ledger. Each method asks one call of the control plane."""

from __future__ import annotations

import json
from typing import Any, Mapping, Optional, Sequence, cast

from ._transport import Caller, PamMockError, json_of, query_of
from ._types import Advice, JournalPage, LedgerPage, Match, Surface


class Journal:
    """What was asked and answered in a workspace, and why."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def list(
        self, match: Optional[Match] = None, *, limit: Optional[int] = None, unmasked: bool = False
    ) -> JournalPage:
        """Entries, oldest first: all of them, or the newest ``limit`` of those that match.

        Secrets are masked unless ``unmasked`` is said.
        """
        query = _journal_query(match, limit, unmasked)
        return cast(JournalPage, self._caller.call("GET", f"/journal{query}"))

    def har(
        self, match: Optional[Match] = None, *, limit: Optional[int] = None, unmasked: bool = False
    ) -> Mapping[str, Any]:
        """The same as an HTTP archive (HAR 1.2), for the network panel of a browser."""
        query = _journal_query(match, limit, unmasked)
        return cast("Mapping[str, Any]", self._caller.call("GET", f"/journal.har{query}"))

    def verify(
        self,
        match: Optional[Match] = None,
        *,
        exactly: Optional[int] = None,
        at_least: Optional[int] = None,
        at_most: Optional[int] = None,
    ) -> int:
        """Checks that so many entries match, at least one by default, and answers how many do.

        Raises AssertionError when it does not hold: expected and found, and what came closest.
        """
        __tracebackhide__ = True
        counts = {"exactly": exactly, "atLeast": at_least, "atMost": at_most}
        count = {name: number for name, number in counts.items() if number is not None}
        body: dict[str, Any] = {"match": match or {}}
        if len(count) > 1:
            raise TypeError("Give one of exactly, at_least and at_most.")
        if count:
            body["count"] = count
        try:
            return int(self._caller.call("POST", "/journal/verify", body)["matched"])
        except PamMockError as error:
            if error.status != 422:
                raise
            problem = error.problem
            lines = [problem["detail"]]
            lines += [_entry_line(entry) for entry in problem["matches"]]
            lines += [f"{_entry_line(miss)}: {_differences(miss)}" for miss in problem["nearest"]]
        raise AssertionError("\n".join(lines))

    def clear(self) -> None:
        """Forgets all entries."""
        self._caller.call("DELETE", "/journal")


class Ledger:
    """What clients have done to the products' objects."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def get(self, *, surface: Optional[Surface] = None, object: Optional[str] = None) -> LedgerPage:
        """Who read, changed and checked out which secret, what is open, and what has changed, each with its requests.

        ``object`` is the id of an account or a record.
        """
        return cast(
            LedgerPage, self._caller.call("GET", f"/ledger{query_of({'surface': surface, 'object': object})}")
        )

    def advice(self) -> Sequence[Advice]:
        """What the client does that works here and will hurt on the product."""
        return cast("Sequence[Advice]", self._caller.call("GET", "/advice")["advice"])


def _journal_query(match: Optional[Match], limit: Optional[int], unmasked: bool) -> str:
    plain: dict[str, Any] = dict(match or {})
    # What is more than a text goes as JSON, in one parameter.
    deep = {name: plain.pop(name) for name in ("headers", "query", "body") if name in plain}
    whole = json_of(deep) if deep else None
    return query_of({**plain, "match": whole, "limit": limit, "unmasked": unmasked or None})


def _entry_line(entry: Mapping[str, Any]) -> str:
    return f"  {entry['request']} → {entry['status']}"


def _differences(miss: Mapping[str, Any]) -> str:
    return "; ".join(_difference(one) for one in miss["differences"])


def _difference(one: Mapping[str, Any]) -> str:
    if "actual" in one:
        found = json.dumps(one["actual"])
    else:
        found = "another" if one["field"] == "credential" else "absent"
    return f"{one['field']} is {found}, not {_test_in_words(one['expected'])}"


def _test_in_words(test: Any) -> str:
    if not isinstance(test, dict):
        return json.dumps(test)
    if "absent" in test:
        return "absent"
    if "equals" in test:
        return json.dumps(test["equals"])
    if "pattern" in test:
        return f"matching /{test['pattern']}/{test.get('flags', '')}"
    return f"containing {json.dumps(test.get('contains'))}"
