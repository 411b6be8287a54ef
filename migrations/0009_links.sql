-- Pay links: what can be paid many times. Each checkout of one is an invoice. And the numbers that
-- clients get that want integers.

CREATE TABLE link (
  id TEXT PRIMARY KEY,
  public_id TEXT NOT NULL UNIQUE,
  merchant TEXT NOT NULL,
  mode TEXT NOT NULL,
  number INTEGER NOT NULL,              -- counts the owner's links, from 1
  made_by TEXT NOT NULL,                -- the dialect whose words tell of it
  slug TEXT NOT NULL,
  title TEXT NOT NULL,
  description TEXT,                     -- Markdown
  order_id TEXT,
  unit TEXT NOT NULL,                   -- what its prices are written in: EUR, USDC
  asset TEXT NOT NULL,                  -- what is paid
  kind TEXT NOT NULL,                   -- PRODUCT, DONATION, SUBSCRIPTION
  offer TEXT NOT NULL,                  -- fixed, choice, products, all_products, subscription
  amount TEXT,                          -- hundredths of the unit: the whole, or the least
  products TEXT NOT NULL,               -- JSON: [[id, quantity]]
  package TEXT,                         -- whose subscription it sells
  adjustable INTEGER NOT NULL,
  tax TEXT,
  collect_address INTEGER NOT NULL,
  fields TEXT NOT NULL,                 -- JSON: what else the payer is asked
  cover_url TEXT,                       -- where its picture was, when it was fetched
  cover TEXT,                           -- the name of the copy that we serve
  cover_problem TEXT,                   -- why there is none
  active INTEGER NOT NULL,
  expires_at INTEGER,
  max_payments INTEGER,
  customer TEXT,
  customer_email TEXT,
  customer_name TEXT,
  return_url TEXT,
  metadata TEXT NOT NULL,               -- JSON object
  allowed_origins TEXT NOT NULL,        -- JSON array; empty: as the merchant has it
  allow_mobile INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  UNIQUE (merchant, mode, slug),
  UNIQUE (merchant, mode, number),
  FOREIGN KEY (merchant, mode) REFERENCES merchant_mode (merchant, mode)
) STRICT;

CREATE INDEX link_of_merchant ON link (merchant, mode, created_at, id);
CREATE INDEX link_of_order ON link (merchant, mode, order_id) WHERE order_id IS NOT NULL;

ALTER TABLE invoice ADD COLUMN link TEXT REFERENCES link (id);
ALTER TABLE invoice ADD COLUMN sale TEXT;   -- JSON: lines, tax, answers and address of its checkout
ALTER TABLE invoice ADD COLUMN number INTEGER; -- counts the owner's invoices, from 1
ALTER TABLE invoice ADD COLUMN search TEXT; -- the title in small letters, of every alphabet

UPDATE invoice SET number = counted.number, search = lower(title)
FROM (SELECT id, row_number() OVER (PARTITION BY merchant, mode ORDER BY created_at, id) AS number
      FROM invoice) AS counted
WHERE counted.id = invoice.id;

CREATE UNIQUE INDEX invoice_by_number ON invoice (merchant, mode, number);
-- The places of a limited link that are taken.
CREATE INDEX invoice_of_link ON invoice (link, status) WHERE link IS NOT NULL;

ALTER TABLE subscription ADD COLUMN link TEXT REFERENCES link (id);

CREATE INDEX subscription_of_link ON subscription (link) WHERE link IS NOT NULL;
