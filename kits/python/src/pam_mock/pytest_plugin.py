"""The plug-in for pytest: an emulator for the session, a workspace for each test."""

from __future__ import annotations

import difflib
import inspect
import json
from typing import Any, Dict, Iterator

import pytest

from . import Fault, JournalEntry, PamMock, PamMockError, Workspace, Workspaces, start
from ._fault_words import describe_fault
from ._workspace import by_surface

_MARKER = "pam_mock"
#: Options of a workspace that are put together key by key.
_BY_KEY = ("profiles", "settings")
_SHOWN_REFUSALS = 5
_SHOWN_FAULTS = 10
#: What a marker may name.
_OPTIONS = tuple(inspect.signature(Workspaces.create).parameters)[1:]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addini("pam_mock_profiles", "profiles of each test's workspace, such as sps=7.0", type="linelist")
    parser.addini(
        "pam_mock_settings",
        "knobs of each test's workspace, such as sps.transactions=parallel",
        type="linelist",
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers",
        f"{_MARKER}(profiles=…, settings=…, fixtures=…, clock=…, port=…, from_=…, snapshot=…):"
        " what the workspace of a test begins as",
    )


@pytest.fixture(scope="session")
def pam_mock_options() -> Dict[str, Any]:
    """How the session's emulator is found: arguments of ``pam_mock.start``. Override it in a conftest.py."""
    return {}


@pytest.fixture(scope="session")
def pam_mock(pam_mock_options: Dict[str, Any]) -> Iterator[PamMock]:
    """The emulator of the session; with pytest-xdist, of the worker. Tests share its own workspace."""
    with start(**pam_mock_options) as mock:
        yield mock


@pytest.fixture
def pam_mock_workspace_options(request: pytest.FixtureRequest) -> Dict[str, Any]:
    """What a test's workspace begins as: the ini options, and over them the markers, the nearest last."""
    config = request.config
    options: Dict[str, Any] = {}
    for line in config.getini("pam_mock_profiles"):
        surface, version = _split(line, "=", "pam_mock_profiles", "sps=7.0")
        options.setdefault("profiles", {})[surface] = version
    for line in config.getini("pam_mock_settings"):
        knob, value = _split(line, "=", "pam_mock_settings", "sps.transactions=parallel")
        surface, name = _split(knob, ".", "pam_mock_settings", "sps.transactions=parallel")
        options.setdefault("settings", {}).setdefault(surface, {})[name] = _value(value)
    for marker in reversed(list(request.node.iter_markers(_MARKER))):
        if marker.args:
            raise pytest.UsageError(
                f"The marker {_MARKER} takes its options by name, such as profiles={{'sps': '7.0'}}."
            )
        nearer = dict(marker.kwargs)
        for name in nearer:
            _know(name)
        if isinstance(nearer.get("settings"), dict):
            nearer["settings"] = by_surface(nearer["settings"])
        options = _over(options, nearer)
    return options


@pytest.fixture
def pam_mock_workspace(pam_mock: PamMock, pam_mock_workspace_options: Dict[str, Any]) -> Iterator[Workspace]:
    """A world of the test's own: fresh, alone, and gone after the test."""
    with pam_mock.workspaces.create(**pam_mock_workspace_options) as workspace:
        yield workspace


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    """Says beside a failed test why its workspace has refused requests, and what became of its faults."""
    outcome = yield
    report = outcome.get_result()
    workspace = getattr(item, "funcargs", {}).get("pam_mock_workspace")
    if report.when != "call" or not report.failed or not isinstance(workspace, Workspace):
        return
    try:
        refused = workspace.journal.list({"refused": True}, limit=_SHOWN_REFUSALS)["entries"]
        faults = [_fault(workspace, one) for one in workspace.faults.list()[:_SHOWN_FAULTS]]
    except PamMockError:
        return  # it is gone; the failure itself says more
    if refused:
        lines = [_refusal(workspace, one) for one in refused]
        report.sections.append(("pam-mock: the last refusals", "\n".join(lines)))
    if faults:
        report.sections.append(("pam-mock: the faults", "\n".join(faults)))


def _refusal(workspace: Workspace, entry: JournalEntry) -> str:
    reason = entry["reason"]
    return f"{_request(workspace, entry)}: {reason['message']} ({reason['rule']})"


def _fault(workspace: Workspace, fault: Fault) -> str:
    """With the last request that it has fired for: of a connection that was cut nothing else tells."""
    last = workspace.journal.list({"fault": fault["id"]}, limit=1)["entries"] if fault["fired"] else []
    return ", last for ".join([describe_fault(fault), *(_request(workspace, one) for one in last)])


def _request(workspace: Workspace, entry: JournalEntry) -> str:
    request, prefix = entry["request"], f"/w/{workspace.id}"
    path = request["path"]
    if path.startswith(f"{prefix}/"):
        path = path[len(prefix) :]
    return f"{request['method']} {path} → {entry['response']['status']}"


def _know(option: str) -> None:
    """Otherwise Python would name a function that no test has called."""
    if option in _OPTIONS:
        return
    near = difflib.get_close_matches(option, _OPTIONS, 1)
    meant = f' Did you mean "{near[0]}"?' if near else ""
    raise pytest.UsageError(f'The marker {_MARKER} takes no "{option}", but {", ".join(_OPTIONS)}.{meant}')


def _split(line: str, sign: str, option: str, example: str) -> tuple[str, str]:
    before, found, after = line.partition(sign)
    if not found:
        raise pytest.UsageError(f'{option}: "{line}" is to look like {example}.')
    return before.strip(), after.strip()


def _value(text: str) -> Any:
    """JSON where it is JSON (``5``, ``true``), text otherwise, as with the command's ``--set``."""
    try:
        return json.loads(text)
    except ValueError:
        return text


def _over(options: Dict[str, Any], nearer: Dict[str, Any]) -> Dict[str, Any]:
    merged = {**options, **nearer}
    for name in _BY_KEY:
        if name in options and name in nearer:
            merged[name] = _by_key(options[name], nearer[name])
    return merged


def _by_key(further: Any, nearer: Any) -> Any:
    if not isinstance(further, dict) or not isinstance(nearer, dict):
        return nearer
    both = {**further, **nearer}
    return {key: _by_key(further.get(key), value) if key in nearer else value for key, value in both.items()}
