"""An emulator for the whole run, and a workspace (a world of its own) for each test."""
import json
import os
import subprocess
import uuid

import pytest
import requests


@pytest.fixture(scope="session")
def emulator():
    """The URL of an emulator: the one that runs already (PAM_MOCK_URL), or one that is started here."""
    if "PAM_MOCK_URL" in os.environ:
        yield os.environ["PAM_MOCK_URL"].rstrip("/")
        return
    process = subprocess.Popen(
        ["pam-mock", "--port", "0", "--json", "--log", "silent"], stdout=subprocess.PIPE, text=True
    )
    try:
        # It prints this one line when it is ready.
        yield json.loads(process.stdout.readline())["urls"]["control"].removesuffix("/__mock")
    finally:
        process.terminate()
        process.wait(timeout=5)


class Workspace:
    def __init__(self, view):
        self.urls = view["urls"]

    def control(self, method, path, body=None):
        """Calls the control plane of this workspace: its clock, faults, journal."""
        answer = requests.request(method, self.urls["control"] + path, json=body)
        assert answer.ok, answer.text
        return answer

    def received(self, count, **match):
        """Asserts how many requests the journal holds; a failure shows which came closest."""
        self.control("POST", "/journal/verify", {"match": match, "count": {"exactly": count}})


@pytest.fixture
def workspace(emulator):
    url = f"{emulator}/__mock/workspaces/py-{uuid.uuid4()}"
    created = requests.put(url)
    assert created.status_code == 201, created.text
    yield Workspace(created.json())
    requests.delete(url)
