import pytest
import requests

from xtam_client import XtamClient

RECORD = "i-2qhyGh2UB0V"


@pytest.fixture
def client(workspace):
    return XtamClient(workspace.urls["xtam"], workspace.urls["cas"], "yourXTAMtoken")


def test_reads_a_secret(workspace, client):
    assert client.whoami()["firstName"] == "Alex"
    assert client.secret(RECORD) == "not-a-real-password"
    # One session serves both.
    workspace.received(1, operation="xtam.record.unlock", status=200)
    workspace.received(1, surface="xtam", path="*/cas/login*")


def test_signs_in_again_when_its_session_is_over(workspace, client):
    client.secret(RECORD)
    workspace.control("PATCH", "/clock", {"advance": "1d"})
    assert client.secret(RECORD) == "not-a-real-password"
    workspace.received(1, status=401)
    workspace.received(2, surface="xtam", path="*/cas/login*")


def test_tries_again_when_the_appliance_is_busy_or_drops_the_connection(workspace, client):
    client.whoami()
    workspace.control("POST", "/faults", {"effect": {"type": "status", "status": 503}, "times": 1})
    workspace.control("POST", "/faults", {"effect": {"type": "reset"}, "times": 1})
    assert client.secret(RECORD) == "not-a-real-password"
    workspace.received(3, operation="xtam.record.unlock")


def test_tells_a_token_that_is_no_longer_good(workspace):
    client = XtamClient(workspace.urls["xtam"], workspace.urls["cas"], "yourExpiredXTAMtoken")
    with pytest.raises(PermissionError):
        client.secret(RECORD)


def test_a_workspace_knows_nothing_of_the_others(workspace, client):
    with pytest.raises(requests.HTTPError):
        client.secret("i-00000000000")
    workspace.received(1, refused=True)
