"""How a handle reaches the control plane: HTTP, by what Python brings along."""

from __future__ import annotations

import http.client
import json
import os
import re
import ssl
import urllib.error
import urllib.request
from typing import Any, Mapping, Optional, Union
from urllib.parse import urlencode

from ._version import __version__

CONTROL_ROOT = "/__mock"

#: A file in PEM with the authority to trust for https.
CaFile = Union[str, "os.PathLike[str]"]

#: Longest that an answer of the control plane is waited for, in seconds.
_PATIENCE = 30.0

_FLAGS = ((re.IGNORECASE, "i"), (re.MULTILINE, "m"), (re.DOTALL, "s"))


class PamMockError(Exception):
    """The control plane refused, or no emulator could be found; the message says what was expected.

    ``status`` is that of the control plane's answer, 0 when nobody answered. ``problem`` is the whole problem document
    (RFC 9457) as a dict.
    """

    # Where users import it from, which is what a traceback shows.
    __module__ = "pam_mock"

    def __init__(self, message: str, status: int = 0, problem: Optional[Mapping[str, Any]] = None) -> None:
        super().__init__(message)
        self.status = status
        self.problem: Mapping[str, Any] = problem or {}


class Transport:
    """Asks the server at ``origin``, such as ``http://127.0.0.1:8080``."""

    def __init__(self, origin: str, token: Optional[str] = None, ca: Optional[CaFile] = None) -> None:
        self.origin = origin
        self._headers = {"User-Agent": f"pam-mock-python/{__version__}"}
        if token:
            self._headers["Authorization"] = f"Bearer {token}"
        # A proxy of the environment knows nothing of this machine's loopback address.
        handlers: list[urllib.request.BaseHandler] = [urllib.request.ProxyHandler({})]
        if origin.startswith("https:"):
            handlers.append(urllib.request.HTTPSHandler(context=_tls_context(ca)))
        self._opener = urllib.request.build_opener(*handlers)

    def send(self, method: str, path: str, body: Any = None) -> tuple[int, str]:
        """Sends a request to a path such as ``/__mock/clock``; ``body`` goes as JSON. Answers status and text."""
        headers = dict(self._headers)
        data = None
        if body is not None:
            data = json_of(body).encode()
            headers["Content-Type"] = "application/json"
        request = urllib.request.Request(self.origin + path, data=data, headers=headers, method=method)
        try:
            with self._opener.open(request, timeout=_PATIENCE) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refusal:
            with refusal:
                return refusal.code, refusal.read().decode("utf-8", "replace")
        except (OSError, http.client.HTTPException) as error:
            raise self._unreachable(error) from error

    def _unreachable(self, error: Exception) -> PamMockError:
        reason = getattr(error, "reason", error)
        if isinstance(reason, ssl.SSLCertVerificationError):
            return PamMockError(
                f'The certificate of "{self.origin}" is not trusted ({reason.verify_message}); give the authority of'
                ' GET /__mock/ca.pem as a file, by the option "ca" or the variable PAM_MOCK_CA, or use http.'
            )
        return PamMockError(f'No emulator answers at "{self.origin}" ({reason or type(reason).__name__}).')


class Caller:
    """A transport bound to the control plane of one workspace, such as ``/w/team1/__mock``."""

    def __init__(self, transport: Transport, root: str) -> None:
        self._transport = transport
        self._root = root

    def call(self, method: str, path: str, body: Any = None) -> Any:
        """Calls the control plane; answers its JSON, ``None`` where there is none. Raises PamMockError when it refuses."""
        text = self.text(method, path, body)
        return json.loads(text) if text else None

    def text(self, method: str, path: str, body: Any = None) -> str:
        """The same for an answer that is no JSON."""
        status, text = self._transport.send(method, self._root + path, body)
        if status >= 400:
            raise _error_of(status, text)
        return text


def json_of(value: Any) -> str:
    """JSON in which a compiled regular expression is said by its pattern."""
    return json.dumps(value, default=_wire_form)


def query_of(values: Mapping[str, Any]) -> str:
    """``{"status": 404, "refused": True}`` as ``?status=404&refused=true``; ``None`` is left out."""
    pairs = {
        name: str(value).lower() if isinstance(value, bool) else value
        for name, value in values.items()
        if value is not None
    }
    return f"?{urlencode(pairs)}" if pairs else ""


def _wire_form(value: Any) -> Any:
    if isinstance(value, re.Pattern):
        flags = "".join(letter for flag, letter in _FLAGS if value.flags & flag)
        return {"pattern": value.pattern, **({"flags": flags} if flags else {})}
    raise TypeError(f"{type(value).__name__} does not go into JSON: {value!r}")


def _error_of(status: int, text: str) -> PamMockError:
    try:
        problem = json.loads(text)
    except ValueError:
        problem = None
    if not isinstance(problem, dict) or "detail" not in problem:
        return PamMockError(
            f"The control plane answered {status}: {text[:200]}", status, {"detail": text[:200]}
        )
    title = f"{problem['title']}: " if problem.get("title") else ""
    hint = f" {problem['hint']}" if problem.get("hint") else ""
    return PamMockError(f"{title}{problem['detail']}{hint}", status, problem)


def _tls_context(ca: Optional[CaFile]) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=ca)
    except (OSError, ssl.SSLError) as error:
        raise PamMockError(f'"{ca}" is no file with an authority in PEM ({error}).') from error
