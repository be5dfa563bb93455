"""The README's blocks are run, with the files that it names."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Dict, List, Tuple

import requests

import pam_mock as kit

from test_plugin import is_installed

README = Path(__file__).parents[1] / "README.md"


def blocks(language: str, kind: str) -> List[str]:
    text = README.read_text(encoding="utf-8")
    return re.findall(rf"^```{language} {re.escape(kind)}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def ran(folder: Path, env: Dict[str, str], *command: str) -> Tuple[int, str]:
    done = subprocess.run([sys.executable, *command], cwd=folder, env=env, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def test_its_tests_pass(tmp_path: Path, child_env: Dict[str, str]) -> None:
    tests = blocks("python", "test")
    for number, block in enumerate(tests):
        (tmp_path / f"test_block_{number}.py").write_text(block, encoding="utf-8")
    (config,) = blocks("toml", "pyproject.toml")
    plugin = () if is_installed() else ("-p", "pam_mock.pytest_plugin")
    code, output = ran(tmp_path, child_env, "-m", "pytest", *plugin)
    assert code == 0, output
    assert f"{len(tests)} passed" in output
    assert len(tests) == 8

    # And with its options.
    (conftest,) = blocks("python", "conftest.py")
    (tmp_path / "pyproject.toml").write_text(config, encoding="utf-8")
    (tmp_path / "conftest.py").write_text(conftest, encoding="utf-8")
    (tmp_path / "test_block_0.py").write_text(
        "def test_options(pam_mock_workspace):\n"
        "    assert pam_mock_workspace.profiles['sps'] == '7.0'\n"
        "    assert pam_mock_workspace.clock.get()['now'] == '2030-01-01T00:00:00.000Z'\n",
        encoding="utf-8",
    )
    code, output = ran(tmp_path, child_env, "-m", "pytest", *plugin, "test_block_0.py")
    assert code == 0, output


def test_shows_an_entry_as_it_is(pam_mock_workspace: kit.Workspace) -> None:
    workspace = pam_mock_workspace
    workspace.faults.add({"type": "delay", "ms": 0})
    url = f"{workspace.urls.xtam}/rest/user/whoami"
    requests.get(url, auth=("xtam_login", "wrong"))
    (entry,) = workspace.journal.list()["entries"]
    (block,) = blocks("python", "entry")
    shown = eval(block)
    assert list(shown) == list(entry)
    assert shown["reason"]["rule"] == entry["reason"]["rule"]
    for part, of in (
        ("request", entry["request"]),
        ("response", entry["response"]),
        ("reason", entry["reason"]),
    ):
        assert shown[part].keys() == of.keys()
    for member in ("surface", "operation", "fault"):
        assert shown[member] == entry.get(member)


def test_its_scripts_run(tmp_path: Path, child_env: Dict[str, str]) -> None:
    scripts = blocks("python", "run")
    assert len(scripts) == 1
    for script in scripts:
        (tmp_path / "script.py").write_text(script, encoding="utf-8")
        code, output = ran(tmp_path, child_env, "script.py")
        assert code == 0, output
        assert "OK" in output
