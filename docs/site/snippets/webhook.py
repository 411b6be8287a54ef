# Verifies a webhook before anything in it is believed.
import base64
import hmac
import json
import time

TOLERANCE_SECONDS = 300


def verify(body: bytes, headers, secret: str) -> dict:
    """The event, or ValueError. `body` is what came over the wire, not JSON read before."""
    headers = {name.lower(): value for name, value in headers.items()}
    message_id = headers.get("webhook-id", "")
    timestamp = headers.get("webhook-timestamp", "")
    signatures = headers.get("webhook-signature", "")
    if not (timestamp.isascii() and timestamp.isdigit()):
        raise ValueError("webhook-timestamp is no number of seconds")
    if abs(int(time.time()) - int(timestamp)) > TOLERANCE_SECONDS:
        raise ValueError("it was not signed just now")
    key = base64.b64decode(secret.removeprefix("whsec_"), validate=True)
    if not key:
        raise ValueError("the secret is missing")
    signed = f"{message_id}.{timestamp}.".encode() + body
    due = b"v1," + base64.b64encode(hmac.digest(key, signed, "sha256"))
    # Two, while a secret is rotated.
    if not any(hmac.compare_digest(due, one.encode()) for one in signatures.split(" ")):
        raise ValueError("no signature fits body and secret")
    return json.loads(body)
