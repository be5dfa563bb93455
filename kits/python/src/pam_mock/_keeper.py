"""Ends what a test process has started once that process is gone, however it went.

It is run as a program of its own. The test process holds the other end of its standard input: it writes there when it needs
the emulator no more, and the input closes when that process ends, by SIGKILL too::

    _keeper.py run COMMAND…     starts the command, and ends it then
    _keeper.py finally COMMAND… runs the command then
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time

#: An emulator ends within two seconds of SIGTERM.
_GRACE = 5.0


def main(how: str, *command: str) -> int:
    if how == "finally":
        _wait_for_word()
        return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True).returncode
    # A group of its own: the command may be a script that starts the emulator.
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)
    threading.Thread(target=_end_at_word, args=(child,), daemon=True).start()
    return child.wait()


def _end_at_word(child: subprocess.Popen[bytes]) -> None:
    _wait_for_word()
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/T", "/F", "/PID", str(child.pid)], capture_output=True)
        return
    try:
        os.killpg(child.pid, signal.SIGTERM)
        time.sleep(_GRACE)
        os.killpg(child.pid, signal.SIGKILL)
    except OSError:
        pass  # it is gone


def _wait_for_word() -> None:
    # Not sys.stdin: a thread that waits in it keeps the interpreter from ending cleanly.
    os.read(0, 1)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
