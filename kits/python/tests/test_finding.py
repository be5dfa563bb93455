"""Where an emulator is looked for, in which order, and what is said when there is none."""

from __future__ import annotations

import gc
import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Dict, List

import pytest

import pam_mock as kit
from pam_mock import _emulator

from conftest import Script
from programs import Programs

pytestmark = pytest.mark.usefixtures("nothing_set")

NOWHERE = "http://127.0.0.1:9"


@pytest.fixture
def programs(script: Script, origin: str, tmp_path: Path) -> Programs:
    return Programs(script, origin, tmp_path)


def is_gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def eventually(what: str, holds: object) -> None:
    end = time.monotonic() + 10
    while not holds():  # type: ignore[operator]
        assert time.monotonic() < end, what
        time.sleep(0.05)


def test_takes_the_one_that_runs(programs: Programs, origin: str, monkeypatch: pytest.MonkeyPatch) -> None:
    programs.command("npx")
    monkeypatch.setenv("PAM_MOCK_COMMAND", "npx")
    monkeypatch.setenv("PAM_MOCK_URL", f"{origin}/")
    with kit.start() as mock:
        assert mock.id == "default"
        assert mock.urls.control == f"{origin}/__mock"
    assert programs.calls("npx") == []


def test_says_that_the_one_that_was_asked_for_does_not_answer(
    programs: Programs, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs.command("npx")
    monkeypatch.setenv("PAM_MOCK_URL", NOWHERE)
    with pytest.raises(kit.PamMockError, match=f'^No emulator answers at "{NOWHERE}"'):
        kit.start()
    assert programs.calls("npx") == []


def test_refuses_flags_for_one_that_runs(origin: str) -> None:
    with pytest.raises(kit.PamMockError, match='"args" is for an emulator that starts'):
        kit.start(url=origin, args=["--seed", "x"])


def test_starts_the_command_that_was_asked_for(programs: Programs, monkeypatch: pytest.MonkeyPatch) -> None:
    program = programs.command("with a space")
    programs.engine("docker", failing=[])
    monkeypatch.setenv("PAM_MOCK_COMMAND", f"'{program}' start")
    with kit.start(args=["--seed", "x"]) as mock:
        assert mock.clock.get()["frozen"] is False
    ((pid, *args),) = programs.calls("with a space")
    assert args == ["start", "--port", "0", "--json", "--log", "silent", "--seed", "x"]
    assert is_gone(int(pid))
    assert programs.calls("docker") == []


@pytest.mark.parametrize(
    "source, sentence",
    [
        (
            "import sys; sys.exit('no such flag')",
            '"pam" ended with code 1 before it was ready.\nno such flag',
        ),
        ("import time; time.sleep(60)", '"pam" was not ready within 0.3 seconds.'),
        ("print('{\"urls\": {}}', flush=True)", '"pam" serves no control plane, which tests need.'),
    ],
)
def test_says_why_the_command_does_not_start(script: Script, source: str, sentence: str) -> None:
    script("pam", source)
    with pytest.raises(kit.PamMockError) as error:
        kit.start(command="pam", timeout=0.3 if "sleep" in source else 30)
    assert str(error.value) == f"No emulator was started: {sentence}"


def test_says_that_the_command_is_not_there(script: Script) -> None:
    with pytest.raises(kit.PamMockError, match="^No emulator was started: pam is not installed.$"):
        kit.start(command="pam")


def test_runs_an_image_that_it_pulls(programs: Programs, monkeypatch: pytest.MonkeyPatch) -> None:
    programs.engine("docker", failing=["image"])
    monkeypatch.setenv("PAM_MOCK_IMAGE", "registry.test/pam-mock:1")
    with kit.start(token="secret-1", args=["--seed", "x"]) as mock:
        assert mock.clock.get()["frozen"] is False
    info, inspect, pull, run, port, remove = programs.calls("docker")
    assert info == ["info"]
    assert inspect == ["image", "inspect", "registry.test/pam-mock:1"]
    assert pull == ["pull", "--quiet", "registry.test/pam-mock:1"]
    name = run[4]
    # The token is no part of a command line.
    env = ["--env", "PAM_MOCK_CONTROL_TOKEN"]
    publish = ["--publish", "127.0.0.1::8080"]
    flags = ["registry.test/pam-mock:1", "--seed", "x"]
    assert run == ["run", "--rm", "--detach", "--name", name, *publish, *env, *flags]
    assert port == ["port", name, "8080/tcp"]
    assert remove == ["rm", "--force", name]


def test_pulls_no_image_that_is_there(programs: Programs) -> None:
    programs.engine("docker", failing=[])
    kit.start().close()
    calls = programs.calls("docker")
    assert [call[0] for call in calls] == ["info", "image", "run", "port", "rm"]
    assert calls[1][2] == f"ghcr.io/pam-mock/pam-mock:{kit.__version__}"


def test_takes_podman_where_the_daemon_of_docker_is_away(programs: Programs) -> None:
    programs.engine("docker", failing=["info"])
    programs.engine("podman", failing=[])
    kit.start().close()
    assert [call[0] for call in programs.calls("docker")] == ["info"]
    assert [call[0] for call in programs.calls("podman")] == ["info", "image", "run", "port", "rm"]


def test_takes_npx_where_the_engine_gets_no_image(programs: Programs) -> None:
    programs.engine("docker", failing=["image", "pull"])
    programs.command("npx")
    kit.start().close()
    assert [call[0] for call in programs.calls("docker")] == ["info", "image", "pull"]
    ((pid, *args),) = programs.calls("npx")
    package = f"pam-mock@{kit.__version__}"
    assert args == ["--yes", package, "--port", "0", "--json", "--log", "silent"]
    assert is_gone(int(pid))


def test_lets_npx_install_for_one_process_at_a_time(script: Script, origin: str, tmp_path: Path) -> None:
    log = tmp_path / "npx.log"
    ready = json.dumps({"urls": {"control": f"{origin}/__mock"}})
    script(
        "npx",
        f"""
import time
log = open({str(log)!r}, "a", buffering=1)
print("begins", file=log)
time.sleep(0.3)
print("ends", file=log)
print({ready!r}, flush=True)
time.sleep(600)
""",
    )
    with ThreadPoolExecutor(2) as pool:
        for mock in list(pool.map(lambda _: kit.start(), range(2))):
            mock.close()
    assert log.read_text().split() == ["begins", "ends"] * 2


def test_removes_a_container_that_does_not_come_up(programs: Programs) -> None:
    programs.engine("docker", failing=["port"])
    with pytest.raises(kit.PamMockError, match=r"docker does not tell its port \(cannot port\)"):
        kit.start()
    assert programs.calls("docker")[-1][:2] == ["rm", "--force"]


def test_removes_a_container_that_is_not_ready_in_time(programs: Programs) -> None:
    programs.engine("docker", failing=[], port="9")
    with pytest.raises(kit.PamMockError, match="docker's container was not ready within 2 seconds"):
        kit.start(timeout=2)
    assert programs.calls("docker")[-1][:2] == ["rm", "--force"]


TO_DO = (
    "; set PAM_MOCK_URL to an emulator that runs, or PAM_MOCK_COMMAND to a command that starts one"
    ' ("node PATH/dist/cli/main.js" of a checkout that is built)'
)


@pytest.mark.parametrize(
    "there, to_install",
    [
        ([], ", or install Docker or Node.js 20.19 or newer."),
        (["podman"], ", or install Node.js 20.19 or newer."),
        (["npx"], ", or install Docker."),
    ],
)
def test_advises_to_install_what_is_not_there(
    script: Script, nothing_set: None, there: List[str], to_install: str
) -> None:
    for name in there:
        script(name, "import sys; sys.exit('broken')")
    with pytest.raises(kit.PamMockError) as error:
        kit.start()
    assert str(error.value).endswith(TO_DO + to_install)


def test_says_in_a_sentence_what_was_tried_and_what_to_do(programs: Programs, script: Script) -> None:
    programs.engine("docker", failing=["image", "pull"])
    script("npx", "import sys; sys.exit('npm error 404  Not Found')")
    with pytest.raises(kit.PamMockError) as error:
        kit.start()
    version = kit.__version__
    assert str(error.value) == (
        "There is no emulator to test against: neither PAM_MOCK_URL nor PAM_MOCK_COMMAND is set;"
        f' docker cannot get the image "ghcr.io/pam-mock/pam-mock:{version}" (cannot pull);'
        " podman is not installed;"
        f' "npx --yes pam-mock@{version}" ended with code 1 before it was ready (npm error 404 Not Found){TO_DO}.'
    )


def test_ends_it_though_a_child_of_the_tests_lives_on(programs: Programs) -> None:
    programs.command("npx")
    others = set(_emulator._keepers)
    mock = kit.start()
    (keeper,) = _emulator._keepers - others
    assert keeper.stdin is not None
    held = os.dup(keeper.stdin.fileno())  # as a process has it that was forked
    try:
        mock.close()
        mock.close()
    finally:
        os.close(held)
    assert is_gone(int(programs.calls("npx")[0][0]))


def test_keeps_it_running_while_only_a_workspace_is_held(programs: Programs) -> None:
    programs.command("npx")
    others = set(_emulator._keepers)
    workspace = kit.start().workspaces.create()
    gc.collect()
    assert not is_gone(int(programs.calls("npx")[0][0]))
    workspace.remove()
    (keeper,) = _emulator._keepers - others
    _emulator._end(keeper)


@pytest.mark.parametrize("way", ["npx", "docker"])
def test_leaves_nothing_behind_when_the_tests_are_killed(
    programs: Programs, way: str, child_env: Dict[str, str]
) -> None:
    if way == "npx":
        programs.command("npx")
    else:
        programs.engine("docker", failing=[])
    env = {name: value for name, value in child_env.items() if name != "PAM_MOCK_URL"}
    tests = subprocess.Popen(
        [sys.executable, "-c", "import pam_mock; m = pam_mock.start(); print(m.id, flush=True); input()"],
        env={**env, "PATH": os.environ["PATH"]},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with tests:
        assert tests.stdout is not None
        assert tests.stdout.readline() == b"default\n"
        tests.send_signal(signal.SIGKILL)
    if way == "npx":
        pid = int(programs.calls("npx")[0][0])
        eventually("the command has ended", lambda: is_gone(pid))
    else:
        eventually("the container was removed", lambda: programs.calls("docker")[-1][0] == "rm")


# At its definition: the tests of this file take the variables away.
@pytest.mark.skipif("PAM_MOCK_COMMAND" not in os.environ, reason="PAM_MOCK_COMMAND names no real command")
@pytest.mark.parametrize("command", [os.environ.get("PAM_MOCK_COMMAND")])
def test_starts_a_real_one_with_a_token(command: str) -> None:
    with kit.start(command=command, token="secret-1", args=["--profile", "sps=7.0"]) as mock:
        assert mock.profiles["sps"] == "7.0"
        with mock.workspaces.create() as workspace:
            workspace.clock.advance("1d")
        origin = mock.urls.control[: -len("/__mock")]
        with pytest.raises(kit.PamMockError) as refusal:
            kit.connect(origin, token="another")
        assert refusal.value.status == 401
    with pytest.raises(kit.PamMockError, match="No emulator answers"):
        mock.clock.get()
