-- Instants are Unix time in microseconds. Ids are UUIDs, 16 bytes.

-- What records are looked for by. So narrow that going through a million of them takes some 100 ms:
-- an index on each of the columns would cost every insert more than it saves a query.
-- AUTOINCREMENT: a number is never given twice.
CREATE TABLE records (
    sequence      INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id            BLOB    NOT NULL,
    action_id     TEXT    NOT NULL,
    namespace     TEXT    NOT NULL,
    tenant        TEXT    NOT NULL,
    provider      TEXT    NOT NULL,
    action_type   TEXT    NOT NULL,
    verdict       TEXT    NOT NULL,
    matched_rule  TEXT,
    outcome       TEXT    NOT NULL,
    caller        TEXT,
    dispatched_at INTEGER NOT NULL,
    completed_at  INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX records_by_id ON records (id);
CREATE INDEX records_by_action ON records (action_id);

-- The rest of each record, JSON. `plugins` is a list, NULL when it is empty.
CREATE TABLE bodies (
    sequence        INTEGER NOT NULL PRIMARY KEY,
    plugins         TEXT,
    details         TEXT    NOT NULL,
    outcome_details TEXT    NOT NULL
) STRICT;

-- Which records a plugin was asked for.
CREATE TABLE record_plugins (
    plugin   TEXT    NOT NULL,
    sequence INTEGER NOT NULL,
    PRIMARY KEY (plugin, sequence)
) STRICT, WITHOUT ROWID;

-- Actions that were begun and not completed: everything that their record will need.
CREATE TABLE intents (
    id            BLOB    NOT NULL PRIMARY KEY,
    action_id     TEXT    NOT NULL,
    namespace     TEXT    NOT NULL,
    tenant        TEXT    NOT NULL,
    provider      TEXT    NOT NULL,
    action_type   TEXT    NOT NULL,
    verdict       TEXT    NOT NULL,
    matched_rule  TEXT,
    plugins       TEXT,
    caller        TEXT,
    dispatched_at INTEGER NOT NULL,
    details       TEXT    NOT NULL,
    remember      TEXT,
    guard         TEXT,    -- deduplicate, throttle
    guard_name    TEXT,    -- the key, the rule
    guard_seconds INTEGER, -- how long a sighting counts (NULL: for ever), length of a window
    guard_count   INTEGER  -- admissions per window
) STRICT, WITHOUT ROWID;

-- Dedup keys. `seen_at` is NULL while a key that was never seen is reserved.
CREATE TABLE seen_keys (
    namespace   TEXT NOT NULL,
    tenant      TEXT NOT NULL,
    key         TEXT NOT NULL,
    seen_at     INTEGER,
    kept_until  INTEGER, -- NULL: for ever
    reserved_by BLOB,    -- an intent
    reserved_at INTEGER,
    PRIMARY KEY (namespace, tenant, key)
) STRICT, WITHOUT ROWID;

-- For removing what need not be remembered: not every key is gone through.
CREATE INDEX seen_keys_by_end ON seen_keys (kept_until)
    WHERE kept_until IS NOT NULL AND reserved_by IS NULL;

CREATE TABLE throttle_windows (
    namespace TEXT    NOT NULL,
    tenant    TEXT    NOT NULL,
    rule      TEXT    NOT NULL,
    ends_at   INTEGER NOT NULL,
    admitted  INTEGER NOT NULL,
    PRIMARY KEY (namespace, tenant, rule)
) STRICT, WITHOUT ROWID;

-- One row that is written to find out whether writing works.
CREATE TABLE writability (
    id     INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    checks INTEGER NOT NULL
) STRICT;

INSERT INTO writability (id, checks) VALUES (1, 0);
