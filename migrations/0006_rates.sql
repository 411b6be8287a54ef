-- Prices: what was decided each minute, and what an invoice priced in a currency was quoted by.

-- One row a minute, never changed. It is written ahead of the minute from whose beginning it holds,
-- so that nobody computes a quote before its rate is there. Kept for 30 days.
CREATE TABLE rate (
  at INTEGER PRIMARY KEY,               -- from when on it holds: the beginning of a minute
  prices TEXT NOT NULL,                 -- JSON object: USDCEUR -> [price, sources, when]
  report TEXT NOT NULL                  -- JSON array: every pair's samples, and what became of them
) STRICT;

ALTER TABLE merchant ADD COLUMN spread_bps INTEGER NOT NULL DEFAULT 0; -- hundredths of a per cent
ALTER TABLE merchant_mode ADD COLUMN rates TEXT; -- test mode: JSON, what the scripted sources say

-- With `rate` and `due` as they were when the invoice was made, or as money fixed them.
ALTER TABLE invoice ADD COLUMN rate_sources TEXT;    -- divided by blanks
ALTER TABLE invoice ADD COLUMN rate_at INTEGER;
ALTER TABLE invoice ADD COLUMN spread_bps INTEGER;
ALTER TABLE invoice ADD COLUMN tolerance_bps INTEGER; -- NULL: its first rate holds for ever
