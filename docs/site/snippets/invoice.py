# Makes an invoice and reads it again. KEY is your API key.
import json
import os
from urllib.request import Request, urlopen

API = "https://pay.example.com/api/v1"


def ask(path, body=None, headers=None):
    """The answer to a GET, or with a body to a POST; urlopen raises HTTPError if it is refused."""
    headers = {"Authorization": f"Bearer {os.environ['KEY']}", **(headers or {})}
    if body is not None:
        headers["Content-Type"] = "application/json"
        body = json.dumps(body).encode()
    with urlopen(Request(API + path, body, headers), timeout=30) as answer:
        return json.load(answer)


made = ask(
    "/invoices",
    {
        "title": "Consulting deposit",
        "amount": "250.00",
        "asset": "USDC",
        "orderId": "ORD-9002",
    },
    # One for each order: sent again, say after a lost connection, it makes no second invoice.
    {"Idempotency-Key": "order-9002"},
)
print(made["payUrl"])

invoice = ask(f"/invoices/{made['publicId']}")
print(invoice["status"])
