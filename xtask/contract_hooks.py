# What schemathesis cannot be told by settings, for `cargo xtask contract`: the legacy API's token
# and its errors, the run's own keys, the share of each operation, and ids of what there is, without
# which most requests find nothing. Knows no other answer.

import json
import os
import re
import uuid

import schemathesis
from schemathesis.core.failures import AcceptedNegativeData, ServerError
from schemathesis.core.parameters import ParameterLocation

OURS = frozenset(os.environ["OUR_KEYS"].split())
EACH = int(os.environ["EACH"])
NO_RATE = b"There is no reliable rate"
LEGACY = ("/api/create", "/api/get")
LAST = re.compile(r"(.*)/\{(\w+)\}[^{]*")
NAMED = {
    "invoice": "/api/v1/invoices",
    "packageId": "/api/v1/subscription-packages",
    "customerId": "/api/v0/customers",
}
# How many that were there first are kept, and how many of the newest.
KEPT = 2
sent: dict[str, int] = {}
asked: dict[str, int] = {}
there = {
    path: [{"above": {}, "id": id} for id in ids]
    for path, ids in json.loads(os.environ["THERE"]).items()
}


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


@schemathesis.hook
def after_call(context, case, response):
    """Remembers the newest of what was made, or is listed, by its path."""
    if response.status_code not in (200, 201) or not response.content.startswith(b"{"):
        return
    told = json.loads(response.content)
    rows = [told] if response.status_code == 201 else told.get("data")
    newest = rows[0] if isinstance(rows, list) and rows else None
    if isinstance(newest, dict) and isinstance(newest.get("id"), str):
        known = there.setdefault(case.operation.path, [])
        one = {"above": case.path_parameters or {}, "id": newest["id"]}
        known[KEPT:] = [*known[KEPT:], one][-KEPT:]


def is_drawn_to_hold(case, place):
    part = case.meta and case.meta.components.get(place)
    return bool(part) and part.mode.is_positive


def one_of(path, turn):
    known = there.get(path)
    return known and known[turn % len(known)]


def give_ids(case):
    """Lets two requests of three ask for something that is there."""
    turn = asked[case.operation.label] = asked.get(case.operation.label, 0) + 1
    if turn % 3 == 0:
        return
    last = LAST.fullmatch(case.operation.path)
    known = last and one_of(last[1], turn)
    # Paths of stories are what the step before them led to.
    in_story = case.meta and case.meta.phase.name.value == "stateful"
    if known and not in_story and is_drawn_to_hold(case, ParameterLocation.PATH):
        case.path_parameters = {**known["above"], last[2]: known["id"]}
    if isinstance(case.body, dict) and is_drawn_to_hold(case, ParameterLocation.BODY):
        for field in case.body.keys() & NAMED.keys():
            if known := one_of(NAMED[field], turn):
                case.body = {**case.body, field: known["id"]}


def is_key(key, path):
    form = "[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}" if "/v0/" in path else "[!-~]{1,255}"
    return isinstance(key, str) and re.fullmatch(form, key) is not None


@schemathesis.hook
def map_case(context, case):
    """The legacy token stands in the body, where no security scheme of OpenAPI is. Each request has
    an idempotency key of its own: few keys are drawn, and what is said under one is only said once.
    And most ask for something that is there.
    """
    for name, key in (case.headers or {}).items():
        if name.lower() == "idempotency-key" and is_key(key, case.operation.path):
            case.headers[name] = str(uuid.uuid4())
    give_ids(case)
    body = case.body
    if case.operation.path in LEGACY and isinstance(body, dict):
        if isinstance(body.get("token"), str) and body["token"]:
            case.body = {**body, "token": os.environ["LEGACY_TOKEN"]}
    return case


@schemathesis.hook
def filter_failure(context, failure, case, response):
    """The legacy API refuses with 200 and `"status": "error"`, as seed 001 has it. And once
    the run itself has set rates that nobody can believe, a price is 503 as documented.
    """
    if isinstance(failure, ServerError):
        return response.status_code != 503 or NO_RATE not in response.content
    if not isinstance(failure, AcceptedNegativeData) or case.operation.path not in LEGACY:
        return True
    return json.loads(response.content).get("status") != "error"
