-- What leaves: events and their deliveries, mails. Written in the batch of what they tell of.

CREATE TABLE event (
  id TEXT PRIMARY KEY,
  merchant TEXT NOT NULL,
  mode TEXT NOT NULL,
  type TEXT NOT NULL,
  object TEXT NOT NULL,                 -- the invoice, or the merchant for a test
  sequence INTEGER NOT NULL,
  body TEXT NOT NULL,                   -- the same bytes on every try
  created_at INTEGER NOT NULL
) STRICT;

CREATE INDEX event_of_object ON event (object, created_at);
CREATE INDEX event_of_merchant ON event (merchant, mode, created_at);

CREATE TABLE delivery (
  id TEXT PRIMARY KEY,
  event TEXT NOT NULL REFERENCES event (id),
  merchant TEXT NOT NULL,
  mode TEXT NOT NULL,
  url TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('due', 'delivered', 'failed')),
  tries INTEGER NOT NULL,
  next_at INTEGER NOT NULL,
  lease TEXT,                           -- who is sending it
  lease_until INTEGER,
  created_at INTEGER NOT NULL,
  tried_at INTEGER,
  delivered_at INTEGER,
  duration_ms INTEGER,
  response_status INTEGER,
  response_start TEXT,
  problem TEXT
) STRICT;

CREATE INDEX delivery_due ON delivery (next_at) WHERE state = 'due';
CREATE INDEX delivery_of_merchant ON delivery (merchant, mode, created_at);
CREATE INDEX delivery_of_event ON delivery (event);

CREATE TABLE mail (
  id TEXT PRIMARY KEY,
  merchant TEXT NOT NULL,
  mode TEXT NOT NULL,
  invoice TEXT,
  kind TEXT NOT NULL,
  recipient TEXT NOT NULL,
  sender_name TEXT NOT NULL,
  reply_to TEXT,
  subject TEXT NOT NULL,
  html TEXT NOT NULL,
  text TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('due', 'sent', 'failed')),
  tries INTEGER NOT NULL,
  next_at INTEGER NOT NULL,
  lease TEXT,
  lease_until INTEGER,
  created_at INTEGER NOT NULL,
  sent_at INTEGER,
  problem TEXT
) STRICT;

CREATE INDEX mail_due ON mail (next_at) WHERE state = 'due';
CREATE INDEX mail_of_invoice ON mail (invoice) WHERE invoice IS NOT NULL;
CREATE INDEX mail_of_merchant ON mail (merchant, mode, created_at);
