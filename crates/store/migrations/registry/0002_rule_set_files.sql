-- The files of a rule set by its content, so that a decision can be made again after they changed.
CREATE TABLE rule_set_files (
    sha256   TEXT    NOT NULL,
    position INTEGER NOT NULL,
    path     TEXT    NOT NULL,
    text     TEXT    NOT NULL,
    PRIMARY KEY (sha256, position)
) STRICT, WITHOUT ROWID;
