-- What is paid again and again: packages, subscriptions and recurring plans, their steps, and what
-- an invoice of a period has more than others.

CREATE TABLE subscription_package (
  id TEXT PRIMARY KEY,
  public_id TEXT NOT NULL UNIQUE,
  merchant TEXT NOT NULL,
  mode TEXT NOT NULL,
  slug TEXT NOT NULL,
  name TEXT NOT NULL,
  description TEXT,
  asset TEXT NOT NULL,
  amount TEXT,                          -- minor units of the asset; NULL: priced in a currency
  price_currency TEXT,
  price_amount TEXT,                    -- minor units of the currency
  interval TEXT NOT NULL,
  interval_count INTEGER NOT NULL,
  cycles INTEGER,                       -- how many periods; NULL: until it is cancelled
  zone TEXT NOT NULL,                   -- IANA name
  invoice_expires_in TEXT NOT NULL,
  grace_days INTEGER NOT NULL,
  reminders TEXT NOT NULL,
  success_url TEXT,
  metadata TEXT NOT NULL,               -- JSON object
  trial_days INTEGER NOT NULL,
  button_label TEXT,
  allow_multiple INTEGER NOT NULL,
  allowed_origins TEXT NOT NULL,        -- JSON array; empty: as the merchant has it
  active INTEGER NOT NULL,
  offer TEXT,                           -- JSON; the terms that every subscription is to get
  offer_version INTEGER NOT NULL,       -- goes up with each of them
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  UNIQUE (merchant, mode, slug),
  FOREIGN KEY (merchant, mode) REFERENCES merchant_mode (merchant, mode)
) STRICT;

CREATE INDEX subscription_package_of_merchant
  ON subscription_package (merchant, mode, created_at, id);

-- A customer's subscription to a package, or a recurring plan with a price of its own.
CREATE TABLE subscription (
  id TEXT PRIMARY KEY,
  public_id TEXT NOT NULL UNIQUE,       -- in the address of the page after subscribing
  token TEXT NOT NULL UNIQUE,           -- in the address of the page where it is managed
  merchant TEXT NOT NULL,
  mode TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('subscription', 'plan')),
  package TEXT REFERENCES subscription_package (id),
  one_of TEXT,                          -- the customer, where a package may be had only once
  title TEXT NOT NULL,
  customer_email TEXT,
  customer_name TEXT,
  customer_ref TEXT,                    -- the merchant's own reference of the customer
  language TEXT,
  asset TEXT NOT NULL,
  amount TEXT,
  price_currency TEXT,
  price_amount TEXT,
  interval TEXT NOT NULL,
  interval_count INTEGER NOT NULL,
  cycles INTEGER,
  zone TEXT NOT NULL,
  invoice_expires_in TEXT NOT NULL,
  grace_days INTEGER NOT NULL,
  reminders TEXT NOT NULL,
  success_url TEXT,
  metadata TEXT NOT NULL,
  anchor_at INTEGER NOT NULL,           -- what every date is counted from
  base_index INTEGER NOT NULL,          -- the date that lies base_units behind the anchor
  base_units INTEGER NOT NULL,          -- days or months, as the interval has it
  trial_end_at INTEGER,
  status TEXT NOT NULL,
  next_index INTEGER NOT NULL,          -- the period that is billed next,
  next_at INTEGER NOT NULL,             -- and when, on the merchant's clock
  billed INTEGER NOT NULL,              -- how many periods were billed
  billed_index INTEGER,                 -- the newest of them
  owed_from INTEGER,                    -- the period whose invoice made it past due
  trial_told INTEGER NOT NULL,
  noticed_index INTEGER,
  ends_at_next INTEGER NOT NULL,
  resume_at INTEGER,
  change TEXT,                          -- JSON; other terms from a period on
  offer_version INTEGER NOT NULL,       -- of its package, the last that it was told
  ended_at INTEGER,
  created_at INTEGER NOT NULL,
  step INTEGER NOT NULL,                -- the newest row of subscription_event
  sequence INTEGER NOT NULL,            -- how many events the merchant was told
  wake_at INTEGER,                      -- when to look at it again, in the world's time
  FOREIGN KEY (merchant, mode) REFERENCES merchant_mode (merchant, mode)
) STRICT;

-- One customer has a package once, until it is over.
CREATE UNIQUE INDEX subscription_of_customer ON subscription (package, one_of)
  WHERE one_of IS NOT NULL AND status NOT IN ('cancelled', 'completed');
CREATE INDEX subscription_of_merchant ON subscription (merchant, mode, kind, created_at, id);
CREATE INDEX subscription_by_wake ON subscription (wake_at) WHERE wake_at IS NOT NULL;

-- Every step of a subscription. Its primary key is the lock, as for invoices.
CREATE TABLE subscription_event (
  subscription TEXT NOT NULL REFERENCES subscription (id),
  step INTEGER NOT NULL,
  at INTEGER NOT NULL,                  -- on the merchant's clock
  noted_at INTEGER NOT NULL,            -- in the world
  code TEXT NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (subscription, step)
) STRICT, WITHOUT ROWID;

ALTER TABLE invoice ADD COLUMN subscription TEXT REFERENCES subscription (id);
ALTER TABLE invoice ADD COLUMN period_index INTEGER;
ALTER TABLE invoice ADD COLUMN due_at INTEGER;
ALTER TABLE invoice ADD COLUMN reminders TEXT;
ALTER TABLE invoice ADD COLUMN remind_at INTEGER; -- in the world's time
ALTER TABLE invoice ADD COLUMN language TEXT;     -- of its mails; NULL: the merchant's

-- A period is billed once, whoever tries.
CREATE UNIQUE INDEX invoice_of_period ON invoice (subscription, period_index)
  WHERE subscription IS NOT NULL;
CREATE INDEX invoice_by_reminder ON invoice (remind_at)
  WHERE remind_at IS NOT NULL AND status IN ('unpaid', 'partially_paid');

-- What was tried by people without a key, for an hour: enrolments by address, mails by recipient.
CREATE TABLE attempt (
  id TEXT PRIMARY KEY,
  bucket TEXT NOT NULL,                 -- what is counted together; never an address as it is
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX attempt_of_bucket ON attempt (bucket, at);
CREATE INDEX attempt_by_age ON attempt (at);
