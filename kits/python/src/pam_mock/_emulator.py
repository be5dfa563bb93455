"""Starting an emulator: a command, or a container. Whatever is started ends with this process, however that ends."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import queue
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
import uuid
from pathlib import Path
from typing import IO, Mapping, Optional, Sequence

_KEEPER = [sys.executable, "-I", "-S", str(Path(__file__).with_name("_keeper.py"))]

#: An engine whose daemon is there answers at once.
_ENGINE_PATIENCE = 10.0
_POLL = 0.1

#: What runs, until it is ended: a keeper that nobody holds would take its emulator along.
_keepers: set[subprocess.Popen[str]] = set()


class CannotStart(Exception):
    """Why one way to an emulator did not work, as a part of a sentence, and what was printed."""

    def __init__(self, reason: str, output: str = "", *, is_missing: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.output = output.strip()
        #: Whether there is no such program.
        self.is_missing = is_missing


class Running:
    """An emulator that was started: where its control plane's server is, and how it is ended."""

    def __init__(self, origin: str, keeper: subprocess.Popen[str]) -> None:
        self.origin = origin
        self._keeper = keeper

    def end(self) -> None:
        _end(self._keeper)


def run_command(
    command: Sequence[str], args: Sequence[str], env: Mapping[str, str], timeout: float
) -> Running:
    """Starts a command that prints one line of JSON when it is ready."""
    whole = [*command, "--port", "0", "--json", "--log", "silent", *args]
    shown = " ".join(command)
    program = shutil.which(command[0], path=env.get("PATH"))
    if program is None:
        raise CannotStart(f"{command[0]} is not installed", is_missing=True)
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as stderr:
        keeper = _keep(["run", program, *whole[1:]], env, stderr)
        try:
            return Running(_origin(_ready_line(keeper, timeout)), keeper)
        except CannotStart as error:
            _end(keeper)
            stderr.seek(0)
            raise CannotStart(f'"{shown}" {error.reason}', stderr.read()) from None
        except BaseException:
            _end(keeper)
            raise


def run_container(
    engine: str, image: str, args: Sequence[str], env: Mapping[str, str], timeout: float
) -> Running:
    """Starts an image with an engine whose daemon answers, pulling it where it is not there."""
    program = shutil.which(engine, path=env.get("PATH"))
    if program is None:
        raise CannotStart(f"{engine} is not installed", is_missing=True)

    def ask(what: str, *command: str, patience: float = timeout) -> str:
        try:
            ran = subprocess.run(
                [program, *command],
                env=env,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=patience,
            )
        except subprocess.TimeoutExpired:
            raise CannotStart(f"{engine} {what} within {patience:g} seconds") from None
        if ran.returncode != 0:
            raise CannotStart(f"{engine} {what}", ran.stderr)
        return ran.stdout.strip()

    ask("does not answer", "info", patience=_ENGINE_PATIENCE)
    try:
        ask("does not have it", "image", "inspect", image)
    except CannotStart:
        ask(f'cannot get the image "{image}"', "pull", "--quiet", image)
    name = f"pam-mock-{uuid.uuid4()}"
    # Removes it whatever state it has come to; it was begun before there was anything to remove.
    keeper = _keep(["finally", program, "rm", "--force", name], env)
    try:
        # The token goes by its name: on a command line others could read it.
        token = ["--env", "PAM_MOCK_CONTROL_TOKEN"] if env.get("PAM_MOCK_CONTROL_TOKEN") else []
        publish = ["--publish", "127.0.0.1::8080"]
        ask("cannot run it", "run", "--rm", "--detach", "--name", name, *publish, *token, image, *args)
        place = ask("does not tell its port", "port", name, "8080/tcp").partition("\n")[0]
        origin = f"http://127.0.0.1:{place.rpartition(':')[2]}"
        _wait_until_ready(origin, engine, timeout)
        return Running(origin, keeper)
    except BaseException:
        _end(keeper)
        raise


def _keep(
    what: Sequence[str], env: Mapping[str, str], stderr: Optional[IO[str]] = None
) -> subprocess.Popen[str]:
    keeper = subprocess.Popen(
        [*_KEEPER, *what],
        env=env,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=stderr or subprocess.DEVNULL,
        text=True,
        # Ctrl-C is for the tests; what they still do at their end needs the emulator.
        start_new_session=True,
    )
    _keepers.add(keeper)
    return keeper


def _end(keeper: subprocess.Popen[str]) -> None:
    assert keeper.stdin is not None
    with contextlib.suppress(OSError, ValueError):  # it has ended, or was told before
        # To close it is not enough: a process that was forked meanwhile holds it too.
        keeper.stdin.write("end")
        keeper.stdin.close()
    keeper.wait()
    _keepers.discard(keeper)


def _ready_line(keeper: subprocess.Popen[str], timeout: float) -> Mapping[str, object]:
    """The line that says where it is; a package manager may print others before it."""
    found: queue.Queue[Optional[Mapping[str, object]]] = queue.Queue()

    def read() -> None:
        assert keeper.stdout is not None
        for line in keeper.stdout:
            try:
                said = json.loads(line)
            except ValueError:
                continue
            if isinstance(said, dict) and "urls" in said:
                found.put(said)
        keeper.stdout.close()
        found.put(None)

    threading.Thread(target=read, daemon=True).start()
    try:
        said = found.get(timeout=timeout)
    except queue.Empty:
        raise CannotStart(f"was not ready within {timeout:g} seconds") from None
    if said is None:
        raise CannotStart(f"ended with code {keeper.wait()} before it was ready")
    return said


def _origin(said: Mapping[str, object]) -> str:
    urls = said["urls"]
    control = urls.get("control") if isinstance(urls, dict) else None
    if not isinstance(control, str):
        raise CannotStart("serves no control plane, which tests need")
    return control[: -len("/__mock")]


def _wait_until_ready(origin: str, engine: str, timeout: float) -> None:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    end = time.monotonic() + timeout
    while True:
        try:
            opener.open(f"{origin}/__mock/ready", timeout=5).close()
            return
        except (OSError, http.client.HTTPException) as error:
            if time.monotonic() > end:
                raise CannotStart(
                    f"{engine}'s container was not ready within {timeout:g} seconds ({error})"
                ) from None
        time.sleep(_POLL)


def environment(token: Optional[str]) -> dict[str, str]:
    """What a started emulator inherits; its control plane asks for the token that the handle sends."""
    return {**os.environ, **({"PAM_MOCK_CONTROL_TOKEN": token} if token else {})}
