# What schemathesis cannot be told by settings, for `cargo xtask contract`: the legacy API's token
# and its errors, the run's own keys, the share of each operation. Knows no other answer.

import json
import os
import re
import uuid

import schemathesis
from schemathesis.core.failures import AcceptedNegativeData

OURS = frozenset(os.environ["OUR_KEYS"].split())
EACH = int(os.environ["EACH"])
LEGACY = ("/api/create", "/api/get")
sent: dict[str, int] = {}


@schemathesis.hook
def filter_case(context, case):
    """Leaves the run its keys, and each operation its share of the requests."""
    path = case.operation.path
    if path.startswith("/api/v1/keys/") and (case.path_parameters or {}).get("id") in OURS:
        return False
    if case.meta is None or case.meta.phase.name.value != "coverage":
        return True
    sent[case.operation.label] = sent.get(case.operation.label, 0) + 1
    return sent[case.operation.label] <= EACH


def is_key(key, path):
    form = "[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}" if "/v0/" in path else "[!-~]{1,255}"
    return isinstance(key, str) and re.fullmatch(form, key) is not None


@schemathesis.hook
def map_case(context, case):
    """The legacy token stands in the body, where no security scheme of OpenAPI is. Each request has
    an idempotency key of its own: few keys are drawn, and what is said under one is only said once.
    """
    for name, key in (case.headers or {}).items():
        if name.lower() == "idempotency-key" and is_key(key, case.operation.path):
            case.headers[name] = str(uuid.uuid4())
    body = case.body
    if case.operation.path in LEGACY and isinstance(body, dict):
        if isinstance(body.get("token"), str) and body["token"]:
            case.body = {**body, "token": os.environ["LEGACY_TOKEN"]}
    return case


@schemathesis.hook
def filter_failure(context, failure, case, response):
    """The legacy API refuses with 200 and `"status": "error"`, as seed 001 has it."""
    if not isinstance(failure, AcceptedNegativeData) or case.operation.path not in LEGACY:
        return True
    return json.loads(response.content).get("status") != "error"
