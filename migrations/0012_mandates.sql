-- Mandates: that a subscription's customer lets a provider charge its invoices without being there.
-- What a card or an account is, only the provider knows.

CREATE TABLE psp_mandate (
  subscription TEXT NOT NULL REFERENCES subscription (id),
  psp TEXT NOT NULL,
  merchant TEXT NOT NULL,
  mode TEXT NOT NULL,
  attempt TEXT NOT NULL,                -- the payment that the customer consented with
  state TEXT NOT NULL,                  -- asked: that is not paid yet; valid; over
  customer TEXT,                        -- there: cst_… or cus_…
  method TEXT,                          -- there: mdt_… or pm_…
  consent_at INTEGER NOT NULL,          -- on the merchant's clock
  language TEXT NOT NULL,               -- in which the customer read what they consented to
  PRIMARY KEY (subscription, psp),
  FOREIGN KEY (merchant, mode, psp) REFERENCES psp_account (merchant, mode, psp)
) STRICT, WITHOUT ROWID;

CREATE INDEX psp_mandate_of_attempt ON psp_mandate (attempt);

-- oneoff; first: with consent to later ones; recurring: under a mandate, nobody is there.
ALTER TABLE psp_attempt ADD COLUMN sequence TEXT NOT NULL DEFAULT 'oneoff';
-- When the provider was first asked for a recurring one: it remembers that for a while.
ALTER TABLE psp_attempt ADD COLUMN called_at INTEGER;
