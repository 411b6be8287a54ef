-- Payments that were made in the words of seed 001, by the client's own id for them. Title, amount
-- and return address are the invoice's.
CREATE TABLE legacy_payment (
  merchant TEXT NOT NULL,
  mode TEXT NOT NULL,
  id TEXT NOT NULL,                     -- the client's, or the invoice's public id
  invoice TEXT NOT NULL UNIQUE REFERENCES invoice (id),
  type TEXT NOT NULL CHECK (type IN ('link', 'direct')),
  return_id TEXT NOT NULL,              -- MD5 of token and id, hex; the token itself is not kept
  PRIMARY KEY (merchant, mode, id),     -- of two at once the second is undone
  FOREIGN KEY (merchant, mode) REFERENCES merchant_mode (merchant, mode)
) STRICT, WITHOUT ROWID;
