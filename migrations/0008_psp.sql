-- Payment providers (PSPs): each merchant's own account there, and every payment that was begun.

-- One in use for each mode; one that was removed is kept while payments that it began are open.
CREATE TABLE psp_account (
  merchant TEXT NOT NULL,
  mode TEXT NOT NULL,
  psp TEXT NOT NULL,                    -- mollie or stripe
  api_key TEXT NOT NULL,                -- sealed
  webhook_secret TEXT,                  -- sealed; where the provider signs its calls
  last4 TEXT NOT NULL,                  -- of the key
  token TEXT NOT NULL UNIQUE,           -- in the address that the provider calls
  connected_at INTEGER NOT NULL,
  removed_at INTEGER,
  PRIMARY KEY (merchant, mode, psp),
  FOREIGN KEY (merchant, mode) REFERENCES merchant_mode (merchant, mode)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX psp_account_in_use ON psp_account (merchant, mode) WHERE removed_at IS NULL;

-- A payment that was begun at a provider: the row is there before the provider is asked. Its id is
-- the idempotency key of that call and our reference in what the provider keeps. All times but
-- known_until are the world's.
CREATE TABLE psp_attempt (
  id TEXT PRIMARY KEY,
  merchant TEXT NOT NULL,
  mode TEXT NOT NULL,
  invoice TEXT NOT NULL REFERENCES invoice (id),
  psp TEXT NOT NULL,
  psp_id TEXT,                          -- NULL: the provider has not answered
  payment_id TEXT,                      -- another name of it there, once it has one
  amount TEXT NOT NULL,                 -- minor units of the currency
  currency TEXT NOT NULL,
  state TEXT NOT NULL,                  -- creating, open, pending, paid, failed, …
  checkout_url TEXT,                    -- where the payer pays
  refunded TEXT NOT NULL,               -- by the merchant, in all
  charged_back TEXT NOT NULL,           -- by the payer's bank, in all
  problem TEXT,                         -- why the newest look failed, or what is doubted
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  looked_at INTEGER NOT NULL,           -- when the newest look began
  known_until INTEGER NOT NULL,         -- the same on the merchant's clock; expiry waits for it
  next_at INTEGER,                      -- when it is looked at again; NULL: when the provider calls
  pings INTEGER NOT NULL,               -- how often the provider called
  lease TEXT,                           -- who is looking
  lease_until INTEGER,
  UNIQUE (psp, psp_id),
  FOREIGN KEY (merchant, mode, psp) REFERENCES psp_account (merchant, mode, psp)
) STRICT;

-- An invoice has one payment at a time that may still become money.
CREATE UNIQUE INDEX psp_attempt_live ON psp_attempt (invoice)
  WHERE state IN ('creating', 'open', 'pending');
CREATE INDEX psp_attempt_of_invoice ON psp_attempt (invoice);
CREATE INDEX psp_attempt_of_account ON psp_attempt (merchant, mode, psp, state);
CREATE INDEX psp_attempt_of_payment ON psp_attempt (psp, payment_id) WHERE payment_id IS NOT NULL;
CREATE INDEX psp_attempt_due ON psp_attempt (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX psp_attempt_of_lease ON psp_attempt (lease) WHERE lease IS NOT NULL;
