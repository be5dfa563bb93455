"""The tests run against a real emulator: PAM_MOCK_URL, PAM_MOCK_COMMAND, or what else is found."""

from __future__ import annotations

import os
import stat
import sys
from importlib import metadata
from pathlib import Path
from typing import Callable, Dict
from urllib.parse import urlsplit

import pytest

import pam_mock as kit

pytest_plugins = ["pytester"]
try:
    metadata.distribution("pam-mock")
except metadata.PackageNotFoundError:
    # A fresh copy, not installed: nothing announces the plug-in.
    pytest_plugins.append("pam_mock.pytest_plugin")

#: What would lead elsewhere than a test intends.
VARIABLES = ("URL", "COMMAND", "IMAGE", "CONTROL_TOKEN", "CA")

Script = Callable[[str, str], Path]


@pytest.fixture(scope="session")
def origin(pam_mock: kit.PamMock) -> str:
    """Where the session's emulator is, such as ``http://127.0.0.1:40123``."""
    parts = urlsplit(pam_mock.urls.control)
    return f"{parts.scheme}://{parts.netloc}"


@pytest.fixture
def nothing_set(origin: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment in which nothing says where an emulator is; the session's has been found before."""
    for name in VARIABLES:
        monkeypatch.delenv(f"PAM_MOCK_{name}", raising=False)


@pytest.fixture
def script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Script:
    """Puts programs of a test's own, in Python, where alone commands are looked for."""
    if sys.platform == "win32":
        pytest.skip("scripts are found by their first line")
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))

    def write(name: str, source: str) -> Path:
        program = folder / name
        program.write_text(f"#!{sys.executable}\n{source}", encoding="utf-8")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        return program

    return write


@pytest.fixture
def child_env(origin: str) -> Dict[str, str]:
    """For tests that run pytest: the same emulator, and this copy of the kit."""
    source = str(Path(kit.__file__).parents[1])
    path = os.pathsep.join(filter(None, [source, os.environ.get("PYTHONPATH")]))
    return {**os.environ, "PAM_MOCK_URL": origin, "PYTHONPATH": path}
