-- Real ledgers: what is watched and how far it was read, money that went back, what went wrong.
-- `network` is STELLAR or XRPL; `chain` says which one of that kind (public, testnet, main, …), so
-- that money of a test network never counts on the real one. NULL: the sandbox.

-- An address that is watched, once for the whole install: it belongs to one merchant for ever.
CREATE TABLE watch (
  network TEXT NOT NULL,
  chain TEXT NOT NULL,
  address TEXT NOT NULL,
  merchant TEXT NOT NULL,
  mode TEXT NOT NULL,
  since INTEGER NOT NULL,               -- money before that is none of ours
  until INTEGER,                        -- NULL: as long as the merchant uses it
  cursor TEXT,                          -- what was read last; NULL: nothing yet
  span INTEGER,                         -- how much is asked at a time, where a page is a range
  read_until INTEGER,                   -- ledger time until which everything is known
  looked_at INTEGER NOT NULL,           -- when the newest look began, in the world
  rescan_at INTEGER NOT NULL,           -- when the newest part is read once more
  lease TEXT,                           -- who is looking
  lease_until INTEGER,
  server INTEGER NOT NULL,              -- which of the install's servers is asked first
  failures INTEGER NOT NULL,            -- looks that failed, one after the other
  next_at INTEGER NOT NULL,             -- not before that
  problem TEXT,                         -- why the newest look failed
  PRIMARY KEY (network, chain, address),
  FOREIGN KEY (merchant, mode) REFERENCES merchant_mode (merchant, mode)
) STRICT, WITHOUT ROWID;

CREATE INDEX watch_by_turn ON watch (looked_at);
CREATE INDEX watch_of_merchant ON watch (merchant, mode);

ALTER TABLE invoice ADD COLUMN chain TEXT;
ALTER TABLE invoice ADD COLUMN return_address TEXT; -- where a payer wants excess back
ALTER TABLE payment ADD COLUMN sender TEXT;
ALTER TABLE payment ADD COLUMN note TEXT;           -- why it was not credited by itself
-- What it was worth when the ledger closed it, for the merchant's books.
ALTER TABLE payment ADD COLUMN value_currency TEXT;
ALTER TABLE payment ADD COLUMN value TEXT;          -- minor units of that currency
ALTER TABLE payment ADD COLUMN value_rate TEXT;
ALTER TABLE payment ADD COLUMN value_sources TEXT;
ALTER TABLE payment ADD COLUMN value_at INTEGER;    -- when the rate was told
ALTER TABLE sandbox_entry ADD COLUMN sender TEXT;

CREATE INDEX payment_of_transaction ON payment (transaction_id);

-- Whether somebody else may have paid what a payer claims.
CREATE INDEX invoice_of_destination ON invoice (destination, status) WHERE chain IS NOT NULL;

-- A server that does not answer, until it does.
CREATE TABLE ledger_server (
  network TEXT NOT NULL,
  host TEXT NOT NULL,                   -- the path of its address may hold a key
  failing_since INTEGER NOT NULL,
  failed_at INTEGER NOT NULL,           -- the last time that it was asked in vain
  PRIMARY KEY (network, host)
) STRICT, WITHOUT ROWID;

-- Money that a merchant gives back, by itself; the watcher sees it leave.
CREATE TABLE refund (
  id TEXT PRIMARY KEY,
  merchant TEXT NOT NULL,
  mode TEXT NOT NULL,
  invoice TEXT NOT NULL REFERENCES invoice (id),
  network TEXT NOT NULL,
  chain TEXT,
  source TEXT NOT NULL,                 -- the merchant's address that it leaves from
  address TEXT NOT NULL,
  asset TEXT NOT NULL,
  amount TEXT NOT NULL,                 -- minor units of the asset
  state TEXT NOT NULL CHECK (state IN ('awaiting', 'sent')),
  key TEXT,                             -- the ledger's own key of the payment
  transaction_id TEXT,
  created_at INTEGER NOT NULL,
  sent_at INTEGER,
  UNIQUE (merchant, mode, network, key)
) STRICT;

CREATE INDEX refund_of_invoice ON refund (invoice);
CREATE INDEX refund_awaited ON refund (source, address) WHERE state = 'awaiting';

-- What went wrong, until it is right again. One open row for each cause.
CREATE TABLE alert (
  id TEXT PRIMARY KEY,
  merchant TEXT NOT NULL,
  mode TEXT NOT NULL,
  kind TEXT NOT NULL,                   -- history_gap, ledger_reset, watcher_lag, …
  subject TEXT NOT NULL,                -- the address, server or payment
  detail TEXT NOT NULL,
  raised_at INTEGER NOT NULL,
  cleared_at INTEGER,
  FOREIGN KEY (merchant, mode) REFERENCES merchant_mode (merchant, mode)
) STRICT;

CREATE UNIQUE INDEX alert_open ON alert (merchant, mode, kind, subject) WHERE cleared_at IS NULL;
CREATE INDEX alert_of_merchant ON alert (merchant, mode, raised_at);
