-- What links refer to: products with their prices, taxes, and customers who are known by name.

-- A deleted product or tax stays, for the links and invoices that tell of it.
CREATE TABLE product (
  id TEXT PRIMARY KEY,                  -- a UUID
  merchant TEXT NOT NULL,
  mode TEXT NOT NULL,
  name TEXT NOT NULL,
  description TEXT,
  price TEXT NOT NULL,                  -- in hundredths of the unit, whatever its own scale
  unit TEXT NOT NULL,                   -- USD, EUR, GBP, USDC or EURC
  active INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('PRODUCT', 'SERVICE')),
  images TEXT NOT NULL,                 -- JSON array of addresses
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER,
  FOREIGN KEY (merchant, mode) REFERENCES merchant_mode (merchant, mode)
) STRICT;

CREATE INDEX product_of_merchant ON product (merchant, mode, created_at, id)
  WHERE deleted_at IS NULL;

CREATE TABLE tax (
  id TEXT PRIMARY KEY,                  -- a UUID
  merchant TEXT NOT NULL,
  mode TEXT NOT NULL,
  name TEXT NOT NULL,
  description TEXT,
  percentage INTEGER NOT NULL CHECK (percentage BETWEEN 0 AND 1000000), -- 88750 is 8.875 %
  inclusive INTEGER NOT NULL,           -- whether prices have it in them already
  active INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER,
  FOREIGN KEY (merchant, mode) REFERENCES merchant_mode (merchant, mode)
) STRICT;

CREATE INDEX tax_of_merchant ON tax (merchant, mode, created_at, id) WHERE deleted_at IS NULL;

CREATE TABLE customer (
  id TEXT PRIMARY KEY,                  -- a UUID
  merchant TEXT NOT NULL,
  mode TEXT NOT NULL,
  first_name TEXT NOT NULL,
  last_name TEXT NOT NULL,
  phone_number TEXT NOT NULL,
  email TEXT,                           -- as it was given
  kind TEXT NOT NULL,                   -- Individual, Startup and so on
  status TEXT NOT NULL CHECK (status IN ('ACTIVE', 'BLACKLISTED', 'DEACTIVATED', 'DELETED')),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  FOREIGN KEY (merchant, mode) REFERENCES merchant_mode (merchant, mode)
) STRICT;

CREATE INDEX customer_of_merchant ON customer (merchant, mode, created_at, id);

-- An e-mail address is one customer's, however its letters are written.
CREATE UNIQUE INDEX customer_by_email ON customer (merchant, mode, lower(email))
  WHERE email IS NOT NULL;
