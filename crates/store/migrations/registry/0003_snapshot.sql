-- When a plugin is initialised once and its calls start from a snapshot: `auto`, `always`, `never`.
ALTER TABLE plugin_revisions ADD COLUMN snapshot TEXT NOT NULL DEFAULT 'auto';
