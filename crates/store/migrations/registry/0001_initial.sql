-- Instants are Unix time in microseconds. Digests are SHA-256 in lower-case hex.

-- Modules by content: one row however many revisions share it.
CREATE TABLE modules (
    sha256 TEXT NOT NULL PRIMARY KEY,
    bytes  BLOB NOT NULL
) STRICT;

-- Every revision ever made. Rows are never changed but for `keeps_module`, and never removed, so
-- that the numbers under a name rise without gaps and never mean two things.
CREATE TABLE plugin_revisions (
    name               TEXT    NOT NULL,
    revision           INTEGER NOT NULL CHECK (revision > 0),
    source             TEXT    NOT NULL,
    description        TEXT,
    memory_limit_bytes INTEGER NOT NULL,
    timeout_ms         INTEGER NOT NULL,
    enabled            INTEGER NOT NULL,
    sha256             TEXT    NOT NULL,
    size_bytes         INTEGER NOT NULL,
    operation          TEXT    NOT NULL,
    caller             TEXT,
    at                 INTEGER NOT NULL,
    keeps_module       INTEGER NOT NULL,
    PRIMARY KEY (name, revision)
) STRICT, WITHOUT ROWID;

-- Few rows keep their modules, however many there are.
CREATE INDEX plugin_revisions_keeping_by_module ON plugin_revisions (sha256) WHERE keeps_module;
CREATE INDEX plugin_revisions_keeping_by_name ON plugin_revisions (name) WHERE keeps_module;

-- What is registered now: a pointer into the revisions. A name can have one row of each source.
CREATE TABLE plugins (
    name          TEXT    NOT NULL,
    source        TEXT    NOT NULL,
    revision      INTEGER NOT NULL,
    registered_at INTEGER NOT NULL,
    PRIMARY KEY (name, source),
    FOREIGN KEY (name, revision) REFERENCES plugin_revisions (name, revision)
) STRICT, WITHOUT ROWID;

CREATE TABLE plugin_counters (
    name            TEXT    NOT NULL PRIMARY KEY,
    dispatch        INTEGER NOT NULL,
    playground      INTEGER NOT NULL,
    test            INTEGER NOT NULL,
    errors          INTEGER NOT NULL,
    last_invoked_at INTEGER
) STRICT, WITHOUT ROWID;

-- Rules whose switch was ever set. Without `enabled` the file decides (again); the row stays for
-- its revision.
CREATE TABLE rule_switches (
    name         TEXT    NOT NULL PRIMARY KEY,
    enabled      INTEGER,
    file_enabled INTEGER NOT NULL,
    revision     INTEGER NOT NULL,
    caller       TEXT,
    at           INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE rule_sets (
    revision INTEGER NOT NULL PRIMARY KEY,
    sha256   TEXT    NOT NULL,
    at       INTEGER NOT NULL
) STRICT;

-- Who changed what. AUTOINCREMENT: a number is never given twice.
CREATE TABLE changes (
    id           INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    at           INTEGER NOT NULL,
    caller       TEXT,
    resource     TEXT    NOT NULL,
    name         TEXT,
    operation    TEXT    NOT NULL,
    old_revision INTEGER,
    new_revision INTEGER
) STRICT;

-- One row that is written to find out whether writing works.
CREATE TABLE writability (
    id     INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    checks INTEGER NOT NULL
) STRICT;

INSERT INTO writability (id, checks) VALUES (1, 0);
