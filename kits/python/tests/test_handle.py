"""The handle, member by member, against a real emulator."""

from __future__ import annotations

import re
import ssl
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
import requests

import pam_mock as kit
from pam_mock._workspace import by_surface

WHOAMI = "xtam.user.whoami"


def whoami(workspace: kit.Handle, password: str = "xtam_password") -> requests.Response:
    return requests.get(f"{workspace.urls.xtam}/rest/user/whoami", auth=("xtam_login", password))


def test_knows_where_it_is_and_what_is_in_it(
    pam_mock: kit.PamMock, pam_mock_workspace: kit.Workspace
) -> None:
    base = f"/w/{pam_mock_workspace.id}"
    assert pam_mock_workspace.urls.xtam.endswith(f"{base}/xtam")
    assert pam_mock_workspace.https.sps.startswith("https://")
    assert pam_mock_workspace.world["xtam"]["users"]["xtam_login"] == "xtam_password"
    assert set(pam_mock_workspace.profiles) == {"xtam", "sps", "pmp"}
    assert pam_mock.id == "default"
    assert pam_mock_workspace.id in repr(pam_mock_workspace)


def test_moves_time(pam_mock_workspace: kit.Workspace) -> None:
    clock = pam_mock_workspace.clock
    assert clock.freeze()["frozen"] is True
    clock.set(datetime(2030, 1, 1, tzinfo=timezone.utc))
    assert clock.advance("20m")["now"] == "2030-01-01T00:20:00.000Z"
    assert clock.advance(timedelta(hours=1))["now"] == "2030-01-01T01:20:00.000Z"
    assert clock.advance(1500)["now"] == "2030-01-01T01:20:01.500Z"
    assert clock.set("2031-01-01T00:00:00Z")["now"] == "2031-01-01T00:00:00.000Z"
    assert clock.thaw()["frozen"] is False
    assert clock.get()["now"].startswith("2031-01-01T00:00")


def test_breaks_things_and_mends_them(pam_mock_workspace: kit.Workspace) -> None:
    faults = pam_mock_workspace.faults
    busy = faults.add({"type": "status", "status": 503}, match={"operation": WHOAMI, "nth": 1})
    assert [whoami(pam_mock_workspace).status_code for _ in range(2)] == [503, 200]
    assert [(one["id"], one["fired"]) for one in faults.list()] == [(busy["id"], 1)]
    assert pam_mock_workspace.journal.list({"fault": busy["id"]})["total"] == 1
    faults.remove(busy["id"])
    faults.add([{"type": "status", "status": 429}, {"type": "pass"}], times=4, until="5m")
    assert [whoami(pam_mock_workspace).status_code for _ in range(3)] == [429, 200, 429]
    faults.clear()
    assert faults.list() == []
    assert {one["surface"] for one in faults.vendor()} == {"xtam", "sps", "pmp"}


def test_says_how_a_fault_is_given(pam_mock_workspace: kit.Workspace) -> None:
    add = pam_mock_workspace.faults.add
    with pytest.raises(TypeError) as error:
        add("reset")  # type: ignore[arg-type]
    assert str(error.value) == 'An effect is a dict: faults.add({"type": "reset"}).'
    with pytest.raises(TypeError) as error:
        add({"match": {"surface": "sps"}, "effect": {"type": "reset"}, "until": "5m"})
    assert str(error.value) == (
        "The effect comes first, and the rest of a fault by name:"
        ' faults.add({"type": "reset"}, match={"surface": "sps"}, until="5m").'
    )
    with pytest.raises(TypeError, match=r'faults.add\(\[\{"type": "pass"\}\]\)'):
        add({"effects": [{"type": "pass"}]})
    assert pam_mock_workspace.faults.list() == []


def test_takes_knobs_by_their_whole_name(pam_mock: kit.PamMock) -> None:
    knobs = {"sps.transactions": "parallel", "sps": {"apiKeys": False}, "pmp.realm": "x"}
    assert by_surface(knobs) == {"sps": {"transactions": "parallel", "apiKeys": False}, "pmp": {"realm": "x"}}
    with pam_mock.workspaces.create(settings={"sps.transactions": "parallel"}) as workspace:
        surfaces = {one["surface"]: one["knobs"] for one in workspace.call("GET", "/settings")["surfaces"]}
    assert {one["name"]: one["value"] for one in surfaces["sps"]}["transactions"] == "parallel"
    with pytest.raises(kit.PamMockError, match="transaction"):
        pam_mock.workspaces.create(settings={"sps.transaktions": "parallel"})


def test_reads_the_journal(pam_mock_workspace: kit.Workspace) -> None:
    journal = pam_mock_workspace.journal
    whoami(pam_mock_workspace)
    whoami(pam_mock_workspace, "wrong")
    assert journal.list()["total"] == 2
    (newest,) = journal.list(limit=1)["entries"]
    assert newest["response"]["status"] == 401
    assert journal.list({"status": 200, "refused": False})["total"] == 1
    assert journal.list({"headers": {"authorization": re.compile("^BASIC", re.IGNORECASE)}})["total"] == 2
    (entry,) = journal.list({"credential": "xtam_login:wrong"}, unmasked=True)["entries"]
    assert str(entry["request"]["headers"]["authorization"]).startswith("Basic ")
    assert len(journal.har({"operation": WHOAMI})["log"]["entries"]) == 2
    assert journal.verify({"operation": WHOAMI}, at_most=2) == 2
    journal.clear()
    assert journal.verify(exactly=0) == 0


def test_reads_and_changes_state(pam_mock_workspace: kit.Workspace) -> None:
    state = pam_mock_workspace.state
    before = state.count()["pmp"]["accounts"]
    state.patch("pmp", {"accounts": {"307": {"notes": "changed"}, "1": None}})
    assert state.count()["pmp"]["accounts"] == before - 1
    assert state.row("pmp", "accounts", "307")["notes"] == "changed"
    assert "1" not in state.get("pmp")["accounts"]
    changes = state.diff(surface="pmp")
    assert {(one["key"], one["change"]) for one in changes} == {("307", "changed"), ("1", "removed")}
    with pytest.raises(kit.PamMockError) as error:
        state.row("pmp", "accounts", "none")
    assert error.value.status == 404


def test_keeps_snapshots(pam_mock_workspace: kit.Workspace) -> None:
    snapshots = pam_mock_workspace.snapshots
    snapshots.take("before")
    pam_mock_workspace.state.patch("pmp", {"accounts": {"307": None}})
    assert [one["key"] for one in pam_mock_workspace.state.diff(from_="before")] == ["307"]
    snapshots.restore("before")
    assert pam_mock_workspace.state.diff() == []
    assert snapshots.list() == ["before"]
    snapshots.remove("before")
    assert snapshots.list() == []


def test_pulls_levers(pam_mock_workspace: kit.Workspace) -> None:
    actions = pam_mock_workspace.actions
    assert ("sps", "take-config-lock") in {(one["surface"], one["action"]) for one in actions.list()}
    actions.run("sps", "take-config-lock")
    with pytest.raises(kit.PamMockError, match="take-config-lock"):
        actions.run("sps", "take-config-lok")


def test_begins_anew(pam_mock_workspace: kit.Workspace) -> None:
    pam_mock_workspace.state.patch("pmp", {"accounts": {"307": None}})
    pam_mock_workspace.clock.freeze()
    whoami(pam_mock_workspace)
    pam_mock_workspace.reset()
    assert pam_mock_workspace.state.diff() == []
    assert pam_mock_workspace.clock.get()["frozen"] is False
    pam_mock_workspace.assert_received(exactly=0)


def test_makes_workspaces_and_removes_them(pam_mock: kit.PamMock) -> None:
    now = datetime(2030, 1, 1, tzinfo=timezone.utc)
    with pam_mock.workspaces.create(
        "py-options", profiles={"sps": "7.0"}, clock={"now": now, "frozen": True}, port=0
    ) as first:
        assert first.id == "py-options"
        assert first.profiles["sps"] == "7.0"
        assert first.clock.get()["now"] == "2030-01-01T00:00:00.000Z"
        assert "/w/" not in first.urls.sps
        first.state.patch("pmp", {"accounts": {"307": None}})
        first.snapshots.take("without")
        with pam_mock.workspaces.create(from_=first.id, snapshot="without") as second:
            assert "307" not in second.state.get("pmp")["accounts"]
        assert pam_mock.workspaces.get("py-options").id == "py-options"
    ids = [one["id"] for one in pam_mock.workspaces.list()]
    assert ids[0] == "default"
    assert not {"py-options", second.id} & set(ids)
    with pytest.raises(kit.PamMockError):
        pam_mock.workspaces.get("py-options")


def test_has_certificates(pam_mock: kit.PamMock, tmp_path: Path) -> None:
    ca = tmp_path / "ca.pem"
    ca.write_text(pam_mock.ca_certificate)
    pair = tmp_path / "user.pem"
    pair.write_text(pam_mock.client_certificate("certuser"))
    ssl.create_default_context().load_cert_chain(pair)
    answer = requests.get(
        f"{pam_mock.https.xtam}/rest/user/whoami", auth=("xtam_login", "xtam_password"), verify=str(ca)
    )
    assert answer.status_code == 200


def test_calls_what_has_no_method(pam_mock: kit.PamMock) -> None:
    assert pam_mock.call("GET", "/health")["status"] == "ok"


def test_says_what_is_wrong(pam_mock_workspace: kit.Workspace) -> None:
    with pytest.raises(kit.PamMockError) as error:
        pam_mock_workspace.call("PATCH", "/clock", {"frozen": "yes"})
    assert str(error.value) == 'Bad Request: "body.frozen": expected boolean, received string.'
    assert error.value.status == 400
    assert error.value.problem["errors"][0]["field"] == "body.frozen"
    with pytest.raises(TypeError, match="^datetime does not go into JSON"):
        pam_mock_workspace.call("PATCH", "/clock", {"now": datetime.now()})


def test_workspaces_are_alone_however_many_threads_there_are(pam_mock: kit.PamMock) -> None:
    def test(number: int) -> int:
        with pam_mock.workspaces.create() as workspace:
            for _ in range(number):
                whoami(workspace)
            return workspace.journal.verify({"operation": WHOAMI}, exactly=number)

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(test, range(12))) == list(range(12))
