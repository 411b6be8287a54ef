-- Who uses PayLinkr: merchants, their two modes, their API keys.
-- Forward only. Amounts, cursors and tags are TEXT (D1 carries numbers as floats); instants are
-- milliseconds since 1970 in INTEGER columns, exact below 2^53.

CREATE TABLE merchant (
  id TEXT PRIMARY KEY,
  handle TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  email TEXT NOT NULL,                  -- the owner; alarms go there
  zone TEXT NOT NULL,                   -- IANA name
  language TEXT NOT NULL,
  currency TEXT NOT NULL,
  logo_url TEXT,
  accent TEXT,                          -- #rrggbb
  support_email TEXT,
  support_url TEXT,
  reply_to TEXT,
  embed_origins TEXT NOT NULL,          -- JSON array; who may frame the pages; empty: anybody
  tolerance_bps INTEGER NOT NULL,       -- how much less is enough, in hundredths of a per cent
  accept_late_hours INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  closed_at INTEGER                     -- a closed merchant's keys answer 401
) STRICT;

-- What test and live have apart. `version` goes up with every change of the merchant, the mode or a
-- key: a request that remembers settings proves by it that they still hold.
CREATE TABLE merchant_mode (
  merchant TEXT NOT NULL REFERENCES merchant (id),
  mode TEXT NOT NULL CHECK (mode IN ('test', 'live')),
  version INTEGER NOT NULL,
  webhook_url TEXT,
  webhook_secret TEXT NOT NULL,         -- sealed
  webhook_secret_old TEXT,              -- sealed; signs too until old_until
  webhook_old_until INTEGER,
  clock_offset_ms INTEGER NOT NULL,     -- test mode: how far business time is ahead
  PRIMARY KEY (merchant, mode)
) STRICT, WITHOUT ROWID;

CREATE TABLE api_key (
  id TEXT PRIMARY KEY,
  merchant TEXT NOT NULL,
  mode TEXT NOT NULL,
  kind TEXT NOT NULL,                   -- api
  hash TEXT NOT NULL UNIQUE,            -- SHA-256 of the key, hex
  name TEXT NOT NULL,
  last4 TEXT NOT NULL,
  scopes TEXT NOT NULL,                 -- JSON array
  origins TEXT NOT NULL,                -- JSON array; empty: any
  rate_limit INTEGER NOT NULL,          -- requests a minute
  rate_window INTEGER NOT NULL,         -- the minute that rate_count is of, in seconds since 1970
  rate_count INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER,
  revoked_at INTEGER,
  FOREIGN KEY (merchant, mode) REFERENCES merchant_mode (merchant, mode)
) STRICT;

CREATE INDEX api_key_of_merchant ON api_key (merchant, mode, created_at);

-- Answers that a repeated request gets again, for exactly 24 hours.
CREATE TABLE idempotency (
  merchant TEXT NOT NULL,
  mode TEXT NOT NULL,
  key TEXT NOT NULL,
  fingerprint TEXT NOT NULL,            -- SHA-256 of method, route and canonical body
  attempt TEXT NOT NULL,                -- who claimed it
  status INTEGER NOT NULL,
  body TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  PRIMARY KEY (merchant, mode, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX idempotency_by_expiry ON idempotency (expires_at);

-- What was asked of the API, for 30 days. Holds no secret and no body.
CREATE TABLE request_log (
  request_id TEXT PRIMARY KEY,
  merchant TEXT NOT NULL,
  mode TEXT NOT NULL,
  method TEXT NOT NULL,
  path TEXT NOT NULL,
  status INTEGER NOT NULL,
  duration_ms INTEGER NOT NULL,
  idempotency_key TEXT,
  api_key TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX request_log_of_merchant ON request_log (merchant, mode, created_at);
CREATE INDEX request_log_by_age ON request_log (created_at);
