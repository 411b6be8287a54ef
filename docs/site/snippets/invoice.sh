# Makes an invoice and reads it again. KEY is your API key.
set -eu
API=https://pay.example.com/api/v1
field() { grep -o "\"$1\":\"[^\"]*" | head -n 1 | cut -d '"' -f 4; } # or: jq -r ".$1"

# One for each order: sent again, say after a lost connection, it makes no second invoice.
made=$(curl -sS --fail-with-body "$API/invoices" -H "Authorization: Bearer $KEY" \
  -H 'Content-Type: application/json' -H 'Idempotency-Key: order-9002' \
  -d '{"title": "Consulting deposit", "amount": "250.00", "asset": "USDC", "orderId": "ORD-9002"}')
echo "$made" | field payUrl

id=$(echo "$made" | field publicId)
curl -sS --fail-with-body "$API/invoices/$id" -H "Authorization: Bearer $KEY" | field status
