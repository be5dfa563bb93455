import pytest
import requests

from xtam_client import XtamClient

RECORD = "i-2qhyGh2UB0V"


@pytest.fixture
def workspace(pam_mock_workspace):
    return pam_mock_workspace


@pytest.fixture
def client(workspace):
    return XtamClient(workspace.urls.xtam, workspace.urls.cas, "yourXTAMtoken")


def test_reads_a_secret(workspace, client):
    assert client.whoami()["firstName"] == "Alex"
    assert client.secret(RECORD) == "not-a-real-password"
    # One session serves both.
    workspace.assert_received({"operation": "xtam.record.unlock", "status": 200}, exactly=1)
    workspace.assert_received({"surface": "xtam", "path": "*/cas/login*"}, exactly=1)


def test_signs_in_again_when_its_session_is_over(workspace, client):
    client.secret(RECORD)
    workspace.clock.advance("1d")
    assert client.secret(RECORD) == "not-a-real-password"
    workspace.assert_received({"status": 401}, exactly=1)
    workspace.assert_received({"surface": "xtam", "path": "*/cas/login*"}, exactly=2)


def test_tries_again_when_the_appliance_is_busy_or_drops_the_connection(workspace, client):
    client.whoami()
    workspace.faults.add([{"type": "status", "status": 503}, {"type": "reset"}])
    assert client.secret(RECORD) == "not-a-real-password"
    workspace.assert_received({"operation": "xtam.record.unlock"}, exactly=3)


def test_tells_a_token_that_is_no_longer_good(workspace):
    client = XtamClient(workspace.urls.xtam, workspace.urls.cas, "yourExpiredXTAMtoken")
    with pytest.raises(PermissionError):
        client.secret(RECORD)


def test_a_workspace_knows_nothing_of_the_others(workspace, client):
    with pytest.raises(requests.HTTPError):
        client.secret("i-00000000000")
    workspace.assert_received({"refused": True}, exactly=1)
