"""Schemathesis hooks: every operation starts from the built-in world, signed in, and mostly asks for what exists.

Schemathesis makes up ids, which finds nothing but refusals; so most ids are replaced by those of the world. Its changes
may end a session or take a user away; so it is looked after each call whether the sign-in still holds.
"""

import json
import os
import random
from pathlib import Path

import requests
import schemathesis
from schemathesis.generation.modes import GenerationMode

BASE = os.environ["PAM_MOCK_URL"]
SURFACE = os.environ["PAM_MOCK_SURFACE"]
KNOWN = json.loads(Path(__file__).with_name("known.json").read_text()).get(SURFACE, [])

wire = requests.Session()
wire.trust_env = False


class Nobody:
    """The control plane asks nobody."""

    probe = "/__mock/health"
    headers: dict = {}

    def sign_in(self):
        pass

    def holds(self):
        return True


class Xtam:
    """Login and password with each call, and the token against forged requests that `whoami` gives."""

    def sign_in(self):
        answer = requests.get(f"{BASE}/xtam/rest/user/whoami", auth=("xtam_admin", "xtam_admin_password"), timeout=10)
        answer.raise_for_status()
        self.headers = {
            "Authorization": answer.request.headers["Authorization"],
            "X-XSRF-TOKEN": answer.cookies["XSRF-TOKEN"],
        }

    def holds(self):
        return ask("/xtam/rest/user/whoami", self.headers).status_code == 200


class Sps:
    """A session, named by its header so that cookies stay the test's own."""

    def sign_in(self):
        answer = requests.get(f"{BASE}/api/authentication", auth=("admin", "a"), timeout=10)
        answer.raise_for_status()
        self.headers = {
            "Authorization": answer.request.headers["Authorization"],
            "Cookie": f"session_id={answer.cookies['session_id']}",
        }

    def holds(self):
        return ask("/api/configuration", self.headers).status_code == 200


class Pmp:
    """The token of an administrator."""

    headers = {"AUTHTOKEN": "B9A1809A-5BF7-4459-9ED2-8D4F499CB902"}

    def sign_in(self):
        pass

    def holds(self):
        return '"Success"' in ask("/restapi/json/v1/resources", self.headers).text


@schemathesis.serializer("application/zip")
def as_bytes(context, value):
    return value if isinstance(value, bytes) else str(value).encode()


def ask(path, headers):
    wire.cookies.clear()
    return wire.get(BASE + path, headers=headers, timeout=10)


product = {"control": Nobody, "xtam": Xtam, "sps": Sps, "pmp": Pmp}[SURFACE]()
operation_in_hand = None


def start_over():
    wire.post(f"{BASE}/__mock/reset", timeout=10).raise_for_status()
    product.sign_in()


@schemathesis.hook
def before_call(context, case, kwargs):
    global operation_in_hand
    if operation_in_hand != case.operation.label:
        operation_in_hand = case.operation.label
        start_over()
    # What is answered is looked at, not where it leads.
    kwargs["allow_redirects"] = False
    take_known(case)
    if is_meant_to_fail(case, "header"):
        return
    for name, value in product.headers.items():
        case.headers[name] = value


@schemathesis.hook
def after_call(context, case, response):
    if not product.holds():
        start_over()


def take_known(case):
    """Three times in four an id of the world, in place of one made up; the same each time that the same was made up."""
    if not case.path_parameters or is_meant_to_fail(case, "path"):
        return
    choice = random.Random(repr(sorted(case.path_parameters.items())))
    if choice.random() < 0.25:
        return
    known = known_of(case.operation.path, list(case.path_parameters))
    if known:
        case.path_parameters.update(choice.choice(known))


def is_meant_to_fail(case, place):
    components = case.meta.components if case.meta else {}
    return any(
        part.value == place and info.mode == GenerationMode.NEGATIVE for part, info in components.items()
    )


found: dict = {}


def known_of(template, names):
    """Sets of values for a path's parameters that lead to something."""
    if template not in found:
        told = [entry["values"] for entry in KNOWN if template.startswith(entry["path"])]
        fitting = [{name: values[name] for name in names} for values in told if set(names) <= set(values)]
        found[template] = fitting or (list(listed(template)) if SURFACE == "sps" else [])
    return found[template]


def listed(template):
    """Keys that the collections along the path list: `items` of what lies above the parameter."""
    start = template.find("{")
    yield from walk(template, start, {})


def walk(template, start, values):
    if start < 0:
        yield values
        return
    end = template.index("}", start)
    name = template[start + 1 : end]
    above = template[:start].format(**values).rstrip("/")
    answer = ask(above, product.headers)
    body = answer.json() if answer.status_code == 200 and "json" in answer.headers.get("content-type", "") else {}
    items = body.get("items", []) if isinstance(body, dict) else []
    for key in [item["key"] for item in items if isinstance(item, dict) and "key" in item][:3]:
        yield from walk(template, template.find("{", end), {**values, name: key})
