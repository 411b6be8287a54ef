# Verifies a webhook that you kept: sh webhook.sh BODY_FILE, with ID, TIMESTAMP and SIGNATURE as its
# headers webhook-… were, and SECRET (whsec_…). To look at one by hand: others on the machine can
# see the arguments of openssl, and the key is one. A server verifies in a language of its own.
set -euf
refuse() { echo "refused: $1" >&2; exit 1; }
case $TIMESTAMP in '' | 0* | *[!0-9]*) refuse 'webhook-timestamp is no number of seconds' ;; esac
age=$((${NOW:-$(date +%s)} - TIMESTAMP))
[ "${age#-}" -le 300 ] || refuse 'it was not signed within 300 s of now'

hex() { od -An -v -tx1 | tr -d ' \n'; }
key=$(printf %s "${SECRET#whsec_}" | openssl base64 -d -A | hex)
[ -n "$key" ] || refuse 'the secret is not whsec_ and Base64'
hmac() { openssl dgst -sha256 -mac HMAC -macopt "hexkey:$1" -binary; }
due=v1,$({ printf '%s.%s.' "$ID" "$TIMESTAMP"; cat "$1"; } | hmac "$key" | openssl base64 -A)

# The shell compares letter by letter. Under a key of this moment that tells nobody anything.
once=$(openssl rand -hex 32)
blind() { printf %s "$1" | hmac "$once" | hex; }
for one in $SIGNATURE; do # two, while a secret is rotated
  if [ "$(blind "$one")" = "$(blind "$due")" ]; then echo accepted && exit; fi
done
refuse 'no signature fits body and secret'
