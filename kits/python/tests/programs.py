"""Programs that stand for the command and for container engines, and note what they were called with."""

from __future__ import annotations

import json
from pathlib import Path
from typing import List

from conftest import Script

#: The command, as far as its starter sees it: it says where it is, writes down its arguments, and runs on.
COMMAND = """
import json, os, sys, time
with open({log!r}, "a") as log:
    log.write(json.dumps([os.getpid(), *sys.argv[1:]]) + "\\n")
print("a package manager says something", flush=True)
print(json.dumps({{"ready": True, "urls": {{"control": "{origin}/__mock"}}}}), flush=True)
time.sleep(600)
"""

#: An engine: what is in `failing` does not work.
ENGINE = """
import json, sys
with open({log!r}, "a") as log:
    log.write(json.dumps(sys.argv[1:]) + "\\n")
if sys.argv[1] in {failing!r}:
    sys.exit(f"cannot {{sys.argv[1]}}")
if sys.argv[1] == "port":
    print("127.0.0.1:{port}")
"""


class Programs:
    """Programs of a test, and what they were called with."""

    def __init__(self, script: Script, origin: str, folder: Path) -> None:
        self._script = script
        self._origin = origin
        self._folder = folder

    def command(self, name: str) -> Path:
        return self._script(name, COMMAND.format(log=self._log(name), origin=self._origin))

    def engine(self, name: str, failing: List[str], port: str = "") -> None:
        port = port or self._origin.rpartition(":")[2]
        self._script(name, ENGINE.format(log=self._log(name), failing=failing, port=port))

    def calls(self, name: str) -> List[List[str]]:
        path = Path(self._log(name))
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []

    def _log(self, name: str) -> str:
        return str(self._folder / f"{name.replace(' ', '-')}.log")
