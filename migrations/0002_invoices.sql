-- What is asked and what arrived: invoices, every sighting of money, every step.

CREATE TABLE invoice (
  id TEXT PRIMARY KEY,
  merchant TEXT NOT NULL,
  mode TEXT NOT NULL,
  public_id TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  description TEXT,
  order_id TEXT,
  asset TEXT NOT NULL,
  due TEXT,                             -- minor units; NULL: the payer chooses
  least TEXT,
  tolerance TEXT NOT NULL,
  price_currency TEXT,
  price_amount TEXT,                    -- minor units of the currency
  rate TEXT,                            -- price of one unit of the asset
  rate_source TEXT,
  destination TEXT NOT NULL,
  memo TEXT NOT NULL,                   -- references are unique per destination for ever
  stellar_id TEXT NOT NULL,
  tag TEXT NOT NULL,
  status TEXT NOT NULL,
  exceptions TEXT NOT NULL,             -- words divided by blanks
  sent_once TEXT NOT NULL,              -- events that are sent once, divided by blanks
  paid_at INTEGER,
  pending_until INTEGER,
  deadline_at INTEGER,                  -- when it expires by itself; NULL: never
  expires_at INTEGER,
  late_until INTEGER,
  customer_email TEXT,
  customer_name TEXT,
  return_url TEXT,
  metadata TEXT NOT NULL,               -- JSON object
  created_at INTEGER NOT NULL,
  step INTEGER NOT NULL,                -- the newest row of invoice_event
  sequence INTEGER NOT NULL,            -- how many events the merchant was told
  UNIQUE (destination, memo),
  UNIQUE (destination, stellar_id),
  UNIQUE (destination, tag),
  FOREIGN KEY (merchant, mode) REFERENCES merchant_mode (merchant, mode)
) STRICT;

CREATE INDEX invoice_of_merchant ON invoice (merchant, mode, created_at, id);
CREATE INDEX invoice_of_order ON invoice (merchant, mode, order_id) WHERE order_id IS NOT NULL;
-- What the passing of time will change.
CREATE INDEX invoice_by_deadline ON invoice (deadline_at)
  WHERE status IN ('unpaid', 'partially_paid') AND deadline_at IS NOT NULL;
CREATE INDEX invoice_by_pending ON invoice (pending_until) WHERE status = 'pending';

-- Every step of an invoice. Its primary key is the lock: of two writers of one step, one wins and
-- the other's whole batch is undone.
CREATE TABLE invoice_event (
  invoice TEXT NOT NULL REFERENCES invoice (id),
  step INTEGER NOT NULL,
  at INTEGER NOT NULL,                  -- on the merchant's clock
  noted_at INTEGER NOT NULL,            -- in the world: what the timeline is ordered by
  code TEXT NOT NULL,
  text TEXT NOT NULL,
  actor TEXT NOT NULL,
  amount TEXT,                          -- as it is printed
  asset TEXT,
  transaction_id TEXT,
  PRIMARY KEY (invoice, step)
) STRICT, WITHOUT ROWID;

-- Every sighting of money, for ever. Received is the sum of the counted and final ones.
CREATE TABLE payment (
  id TEXT PRIMARY KEY,
  merchant TEXT NOT NULL,
  mode TEXT NOT NULL,
  invoice TEXT REFERENCES invoice (id),
  key TEXT NOT NULL,                    -- the rail's own unique key
  transaction_id TEXT NOT NULL,
  network TEXT NOT NULL,
  destination TEXT NOT NULL,
  reference TEXT,
  asset TEXT NOT NULL,
  scale INTEGER NOT NULL,
  amount TEXT NOT NULL,                 -- minor units of that asset
  at INTEGER NOT NULL,                  -- the ledger's time
  state TEXT NOT NULL,
  disposition TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  UNIQUE (merchant, mode, network, key)
) STRICT;

CREATE INDEX payment_of_invoice ON payment (invoice) WHERE invoice IS NOT NULL;
CREATE INDEX payment_by_disposition ON payment (merchant, mode, disposition, created_at);

-- The sandbox's ledger: entries are only added, as on a real one.
CREATE TABLE sandbox_entry (
  merchant TEXT NOT NULL,
  position INTEGER NOT NULL,
  transaction_id TEXT NOT NULL,
  network TEXT NOT NULL,
  destination TEXT NOT NULL,
  reference TEXT,
  asset TEXT NOT NULL,
  scale INTEGER NOT NULL,
  amount TEXT NOT NULL,
  at INTEGER NOT NULL,
  state TEXT NOT NULL,
  PRIMARY KEY (merchant, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX sandbox_entry_of_transaction ON sandbox_entry (merchant, transaction_id);
