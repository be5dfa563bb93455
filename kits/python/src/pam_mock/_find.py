"""Finding an emulator: one that runs, or what can be started here."""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import sys
import tempfile
from typing import Callable, Iterator, Optional, Sequence
from urllib.parse import urlsplit

from ._emulator import CannotStart, Running, environment, run_command, run_container
from ._transport import CONTROL_ROOT, CaFile, Caller, PamMockError, Transport
from ._version import __version__
from ._workspace import PamMock, view_of

_IMAGE = f"ghcr.io/pam-mock/pam-mock:{__version__}"
_NPX = ("npx", "--yes", f"pam-mock@{__version__}")
_SHOWN_LINES = 20


def connect(url: str, *, token: Optional[str] = None, ca: Optional[CaFile] = None) -> PamMock:
    """The handle of an emulator that runs: a container, another process.

    :param url: ``http://127.0.0.1:8080``, with ``/__mock`` or without; ``…/w/team1`` for a workspace of it.
    :param token: Its ``--control-token``.
    :param ca: For https: a file in PEM with the authority to trust, where the system does not know it.

    Raises PamMockError when nobody answers there, or the control plane refuses.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise PamMockError(f'"{url}" is no URL of an emulator; it looks like "http://127.0.0.1:8080".')
    origin = f"{parts.scheme}://{parts.netloc}"
    prefix = re.sub(rf"{CONTROL_ROOT}$", "", parts.path.rstrip("/"))
    transport = Transport(origin, token, ca)
    return PamMock(transport, view_of(transport, _workspace_at(transport, prefix)), lambda: None)


def start(
    *,
    url: Optional[str] = None,
    token: Optional[str] = None,
    ca: Optional[CaFile] = None,
    command: Optional[str] = None,
    image: Optional[str] = None,
    args: Sequence[str] = (),
    timeout: float = 60.0,
) -> PamMock:
    """Finds an emulator, or starts one: the first of these that applies.

    1. the one at ``url``, or the variable ``PAM_MOCK_URL``;
    2. ``command`` or ``PAM_MOCK_COMMAND``, split as a shell would;
    3. ``image`` or ``PAM_MOCK_IMAGE`` (default: this version's) with docker or podman;
    4. ``npx --yes pam-mock@<this version>``.

    What was asked for and does not work is an error; what was only tried falls through to the next. An emulator that is
    started ends when the handle is closed, and with this process, however that ends.

    :param token: The control plane's token. Default: ``PAM_MOCK_CONTROL_TOKEN``.
    :param ca: For an ``url`` with https: a file in PEM with the authority to trust. Default: ``PAM_MOCK_CA``.
    :param args: Further flags for an emulator that is started, such as ``["--seed", "x"]``.
    :param timeout: Seconds that an emulator has to become ready, and an engine to pull its image.

    Raises PamMockError, which says what was tried and what to do.
    """
    url = url or os.environ.get("PAM_MOCK_URL")
    token = token or os.environ.get("PAM_MOCK_CONTROL_TOKEN")
    ca = ca or os.environ.get("PAM_MOCK_CA")
    command = command or os.environ.get("PAM_MOCK_COMMAND")
    image = image or os.environ.get("PAM_MOCK_IMAGE") or _IMAGE
    if url:
        if args:
            raise PamMockError(
                f'The option "args" is for an emulator that starts, and one runs at "{url}" already.'
            )
        return connect(url, token=token, ca=ca)
    env = environment(token)
    if command:
        try:
            return _opened(run_command(_split(command), args, env, timeout), token)
        except CannotStart as error:
            raise PamMockError(_with_output(f"No emulator was started: {error.reason}.", error)) from None
    return _opened(_first_that_starts(image, args, env, timeout), token)


def _first_that_starts(image: str, args: Sequence[str], env: dict[str, str], timeout: float) -> Running:
    ways: list[Callable[[], Running]] = [
        lambda: run_container("docker", image, args, env, timeout),
        lambda: run_container("podman", image, args, env, timeout),
        lambda: _run_npx(args, env, timeout),
    ]
    failures: list[CannotStart] = []
    for way in ways:
        try:
            return way()
        except CannotStart as error:
            failures.append(error)
    tried = "; ".join(_in_short(error) for error in failures)
    raise PamMockError(
        f"There is no emulator to test against: neither PAM_MOCK_URL nor PAM_MOCK_COMMAND is set; {tried}; set PAM_MOCK_URL to"
        ' an emulator that runs, or PAM_MOCK_COMMAND to a command that starts one ("node PATH/dist/cli/main.js" of a checkout'
        f" that is built){_to_install(failures)}."
    )


def _to_install(failures: Sequence[CannotStart]) -> str:
    """What is there and fails for another reason is not to be installed."""
    docker, podman, npx = (error.is_missing for error in failures)
    names = [*(["Docker"] if docker and podman else []), *(["Node.js 20.19 or newer"] if npx else [])]
    return f", or install {' or '.join(names)}" if names else ""


def _run_npx(args: Sequence[str], env: dict[str, str], timeout: float) -> Running:
    with _one_at_a_time():
        return run_command(_NPX, args, env, timeout)


@contextlib.contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Processes that start together (pytest-xdist) would install the same package into the same cache at once."""
    if sys.platform == "win32":
        yield
        return
    import fcntl

    with open(os.path.join(tempfile.gettempdir(), f"pam-mock-npx-{os.getuid()}.lock"), "a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _opened(running: Running, token: Optional[str]) -> PamMock:
    try:
        transport = Transport(running.origin, token)
        return PamMock(transport, view_of(transport, "default"), running.end)
    except BaseException:
        running.end()
        raise


def _workspace_at(transport: Transport, prefix: str) -> str:
    """Which workspace a path leads to."""
    try:
        health = Caller(transport, prefix + CONTROL_ROOT).call("GET", "/health")
        if isinstance(health, dict) and isinstance(health.get("workspace"), str):
            return str(health["workspace"])
    except ValueError:
        pass  # somebody else's answer
    except PamMockError as error:
        # What the control plane says itself has a sentence.
        if error.status == 0 or error.problem.get("type") == "about:blank":
            raise
    origin = transport.origin
    raise PamMockError(
        f'There is no emulator at "{origin}{prefix}"; its address is that of the server alone, such as "{origin}", or of'
        f' a workspace, "{origin}/w/team1".'
    )


def _split(command: str) -> list[str]:
    # Windows has backslashes in its paths.
    parts = shlex.split(command, posix=sys.platform != "win32")
    if not parts:
        raise PamMockError("PAM_MOCK_COMMAND names no command.")
    return parts


def _in_short(error: CannotStart) -> str:
    """The first words of what was printed say most: npm's and Docker's last ones are about their logs."""
    said = " ".join(error.output.split())
    return f"{error.reason} ({said[:300]})" if said else error.reason


def _with_output(sentence: str, error: CannotStart) -> str:
    return "\n".join([sentence, *error.output.splitlines()[-_SHOWN_LINES:]])
