"""What the kit asks is what the control plane's own document says: paths, parameters, members of bodies."""

from __future__ import annotations

import inspect
import re
from typing import Any, Dict, Iterator, List, Mapping, Set, Tuple
from urllib.parse import parse_qsl, urlsplit

import pytest

import pam_mock as kit
from pam_mock._transport import Transport

#: Operations that have no method; README.md says which.
NOT_COVERED = {
    "GET /__mock/ready",  # for containers, before there is a handle
    "POST /__mock/workspaces",  # the kit gives the id
    "GET /__mock/metrics",
    "GET /__mock/faults/{id}",
    "GET /__mock/journal/stream",
    "GET /__mock/state/{surface}/{table}",
    "GET /__mock/handles",
    "POST /__mock/requests",
    "GET /__mock/settings",
    "GET /__mock/coverage",
    "GET /__mock/rules",
    "GET /__mock/openapi.json",
    "GET /__mock/openapi.yaml",
    "GET /__mock/openapi/{file}",
    "GET /__mock/",
    "GET /__mock/console/{file}",
}
PARTS = (
    kit.Clock,
    kit.Faults,
    kit.Journal,
    kit.Ledger,
    kit.State,
    kit.Snapshots,
    kit.Actions,
    kit.Workspaces,
)

Call = Tuple[str, str, Any]


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> List[Call]:
    """Every call that is made."""
    made: List[Call] = []
    send = Transport.send

    def record(self: Transport, method: str, path: str, body: Any = None) -> Tuple[int, str]:
        made.append((method, re.sub(r"^/w/[^/]+", "", path), body))
        return send(self, method, path, body)

    monkeypatch.setattr(Transport, "send", record)
    return made


@pytest.fixture
def used(monkeypatch: pytest.MonkeyPatch) -> Set[str]:
    """Every method of the handle's parts that is called."""
    names: Set[str] = set()

    def watched(name: str, method: Any) -> Any:
        def call(*args: Any, **options: Any) -> Any:
            names.add(name)
            return method(*args, **options)

        return call

    for name, part, member, method in methods():
        monkeypatch.setattr(part, member, watched(name, method))
    return names


def methods() -> Iterator[Tuple[str, type, str, Any]]:
    for part in PARTS:
        for member, method in inspect.getmembers(part, inspect.isfunction):
            if not member.startswith("_"):
                yield f"{part.__name__}.{member}", part, member, method


def use_everything(origin: str) -> None:
    """Each method, with each of its options."""
    mock = kit.connect(origin)
    assert mock.ca_certificate and mock.client_certificate("certuser") and mock.world
    with mock.workspaces.create(
        from_="default",
        profiles={"sps": "7.0"},
        settings={"sps": {"transactions": "parallel"}},
        clock={"now": "2030-01-01T00:00:00Z", "frozen": True},
        port=0,
    ) as one:
        one.snapshots.take("first")
        one.snapshots.list()
        match: kit.Match = {
            "surface": "xtam",
            "headers": {"a": "b"},
            "query": {"a": "b"},
            "body": {"json": {"a": 1}},
        }
        plain: kit.Match = {
            "operation": "xtam.user.whoami",
            "method": "GET",
            "path": "/xtam/*",
            "credential": "x",
            "status": 200,
            "refused": True,
            "rule": "xtam.*",
        }
        for asked in (match, plain):
            one.journal.list(asked, limit=1, unmasked=True)
            one.journal.har(asked, limit=1, unmasked=True)
        one.journal.verify(match, exactly=0)
        one.journal.verify(at_least=0)
        one.journal.verify(plain, at_most=0)
        one.journal.clear()
        one.clock.get()
        one.clock.set("2031-01-01T00:00:00Z")
        one.clock.advance(1)
        one.clock.freeze()
        one.clock.thaw()
        fault = one.faults.add(
            {"type": "delay", "ms": 1},
            match={"surface": "sps", "nth": 1, "probability": 0.5},
            times=1,
            until="5m",
        )
        one.faults.add([{"type": "pass"}, {"type": "reset"}])
        one.faults.list()
        one.journal.list({"fault": fault["id"]})
        one.faults.vendor()
        one.faults.remove(fault["id"])
        one.faults.clear()
        one.ledger.get(surface="pmp", object="307")
        one.ledger.advice()
        one.state.count()
        one.state.get("pmp")
        one.state.row("pmp", "accounts", "307")
        one.state.patch("pmp", {"accounts": {"307": {"notes": "x"}}})
        one.state.diff(from_="first", surface="pmp", bookkeeping=True)
        one.snapshots.restore("first")
        one.actions.list()
        one.actions.run("sps", "take-config-lock")
        one.reset()
        mock.workspaces.create(from_=one.id, snapshot="first").remove()
        mine = {"users": [{"id": "1", "login": "me", "role": "Administrator"}], "resources": []}
        mock.workspaces.create(fixtures={"pmp": mine}).remove()
        one.snapshots.remove("first")
        mock.workspaces.get(one.id)
        mock.workspaces.list()


def test_keeps_to_the_document(origin: str, calls: List[Call], used: Set[str]) -> None:
    document = kit.connect(origin).call("GET", "/openapi.json")
    calls.clear()
    use_everything(origin)
    assert used == {name for name, *_ in methods()}
    operations = {
        f"{method.upper()} {path}": operation
        for path, item in document["paths"].items()
        for method, operation in item.items()
    }
    covered = set()
    for method, target, body in calls:
        path = urlsplit(target)
        name = operation_of(method, path.path, operations)
        covered.add(name)
        operation = operations[name]
        parameters = {one["name"] for one in operation.get("parameters", []) if one["in"] == "query"}
        assert {key for key, _ in parse_qsl(path.query)} <= parameters, f"{name}: {target}"
        if body is not None:
            schema = operation["requestBody"]["content"]["application/json"]["schema"]
            assert fits(body, schema, document), f"{name}: {body}"
    assert set(operations) - covered == NOT_COVERED


def test_tells_a_member_that_the_document_does_not_know(origin: str) -> None:
    document = kit.connect(origin).call("GET", "/openapi.json")
    body = document["paths"]["/__mock/clock"]["patch"]["requestBody"]
    schema = body["content"]["application/json"]["schema"]
    assert fits({"frozen": True}, schema, document)
    assert not fits({"frosen": True}, schema, document)
    with pytest.raises(AssertionError, match="no operation for GET /__mock/clocks"):
        operation_of("GET", "/__mock/clocks", {"GET /__mock/clock": {}})


def operation_of(method: str, path: str, operations: Mapping[str, Any]) -> str:
    """The operation of a path; one without a place for a value goes first, as in a router."""
    for name in sorted(operations, key=lambda name: name.count("{")):
        pattern = re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(name))
        if re.fullmatch(pattern, f"{method} {path}"):
            return name
    raise AssertionError(f"There is no operation for {method} {path}.")


def fits(value: Any, schema: Dict[str, Any], document: Dict[str, Any]) -> bool:
    """Whether each member of a value is one that its schema knows."""
    if "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    choices = schema.get("anyOf") or schema.get("oneOf")
    if choices:
        return any(fits(value, choice, document) for choice in choices)
    if isinstance(value, dict):
        if schema.get("type", "object") != "object":
            return False
        known = schema.get("properties", {})
        others = schema.get("additionalProperties", True)
        return all(
            fits(member, known[name], document)
            if name in known
            else others is True or (others is not False and fits(member, others, document))
            for name, member in value.items()
        )
    if isinstance(value, list):
        return schema.get("type", "array") == "array" and all(
            fits(one, schema.get("items", {}), document) for one in value
        )
    return schema.get("type") not in ("object", "array")
