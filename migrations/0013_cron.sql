-- When the cron ran last: one row, written at the end of each tick.

CREATE TABLE cron (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  ticked_at INTEGER NOT NULL
) STRICT;
