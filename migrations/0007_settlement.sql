-- Where live money goes: one address for each ledger, its changes, and who made them.

-- Every address that a merchant set. In force is, of those that are not cancelled, the newest whose
-- holds_from is past; one of them at most still waits. That an address belongs to one merchant
-- of the install for ever is the primary key of `watch`, whose row is made in the same batch.
CREATE TABLE settlement (
  id TEXT PRIMARY KEY,
  merchant TEXT NOT NULL,
  mode TEXT NOT NULL CHECK (mode = 'live'),
  network TEXT NOT NULL,                -- STELLAR or XRPL
  chain TEXT NOT NULL,                  -- which one of that kind, as in `watch`
  address TEXT NOT NULL,
  previous TEXT,                        -- what it replaces; NULL: it is the first
  holds_from INTEGER NOT NULL,
  set_at INTEGER NOT NULL,
  set_by TEXT NOT NULL,                 -- the API key's id
  cancel_hash TEXT UNIQUE,              -- SHA-256 of the secret in the mail's link, hex
  cancelled_at INTEGER,
  warnings TEXT NOT NULL,               -- JSON array of codes: what the ledger said
  checked_at INTEGER,                   -- when it said so; NULL: never
  check_at INTEGER NOT NULL,            -- when it is asked again
  FOREIGN KEY (merchant, mode) REFERENCES merchant_mode (merchant, mode)
) STRICT;

CREATE INDEX settlement_of_merchant ON settlement (merchant, mode, network, chain, holds_from);
CREATE INDEX settlement_by_check ON settlement (check_at) WHERE cancelled_at IS NULL;

-- What was done that leads to money, and by whom. Nothing is ever changed here.
CREATE TABLE audit (
  id TEXT PRIMARY KEY,
  merchant TEXT NOT NULL,
  mode TEXT NOT NULL,
  actor TEXT NOT NULL,                  -- an API key's id, or `owner` for the link of a mail
  act TEXT NOT NULL,                    -- settlement.set, settlement.cancelled
  detail TEXT NOT NULL,                 -- JSON object
  at INTEGER NOT NULL,
  FOREIGN KEY (merchant, mode) REFERENCES merchant_mode (merchant, mode)
) STRICT;

CREATE INDEX audit_of_merchant ON audit (merchant, mode, at);
