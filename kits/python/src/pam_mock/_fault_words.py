"""Faults in words, for the messages of tests that fail."""

from __future__ import annotations

import json
from typing import Any, Mapping, Optional

from ._types import Fault


def describe_fault(fault: Fault) -> str:
    """Such as ``fault f-1 (status 503; surface "sps") has fired once``."""
    seen, fired = fault["seen"], fault["fired"]
    if fired:
        became = f"has fired {'once' if fired == 1 else f'{fired} times'}"
    elif seen:
        became = f"was met by {seen} request{'' if seen == 1 else 's'}, and has not fired"
    else:
        became = "was met by none"
    effects = fault.get("effects") or [fault["effect"]]
    what = ", ".join(map(_effect, effects))
    match = ", ".join(f"{name} {json.dumps(value)}" for name, value in fault["match"].items())
    return f"fault {fault['id']} ({'; '.join(filter(None, [what, match]))}) {became}"


def refuse_other_forms(effect: Any) -> None:
    """An effect is what goes wrong; for which requests, and how often, is said by name."""
    if isinstance(effect, str):
        raise TypeError(f'An effect is a dict: faults.add({{"type": "{effect}"}}).')
    if isinstance(effect, Mapping) and "type" not in effect and ("effect" in effect or "effects" in effect):
        whole = dict(effect)
        first = whole.pop("effect", None) or whole.pop("effects", None)
        further = "".join(f", {name}={_python(value)}" for name, value in whole.items())
        raise TypeError(
            f"The effect comes first, and the rest of a fault by name: faults.add({_python(first)}{further})."
        )


def _effect(effect: Mapping[str, Any]) -> str:
    """A type, and what tells it from others of that type."""
    detail: Optional[Any] = effect.get("status") or effect.get("rule") or effect.get("name")
    return effect["type"] if detail is None else f"{effect['type']} {detail}"


def _python(value: Any) -> str:
    return f'"{value}"' if isinstance(value, str) else repr(value).replace("'", '"')
