# Asks webhook.py about the webhook in the environment and the file `body`, and prints its answer.
from os import environ
from pathlib import Path

from webhook import verify

headers = {f"Webhook-{name.title()}": environ[name] for name in ("ID", "TIMESTAMP", "SIGNATURE")}
try:
    event = verify(Path("body").read_bytes(), headers, environ["SECRET"])
    print(f"accepted {event['event']}")
except ValueError as trouble:
    print(f"refused: {trouble}")
