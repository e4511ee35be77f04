import type { Migration } from "./migration.ts";

export const entities: Migration = {
  number: 2,
  name: "what is registered under a name: projects, tasks",
  sql: /* sql */ `
CREATE TABLE entity (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  project TEXT NOT NULL,
  domain TEXT NOT NULL,
  name TEXT NOT NULL,
  version TEXT NOT NULL,
  title TEXT NOT NULL,
  state INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  body BLOB NOT NULL,
  UNIQUE (kind, project, domain, name, version)
) STRICT;

CREATE INDEX entity_by_creation ON entity (kind, created_at);
CREATE INDEX entity_by_name_and_creation ON entity (kind, project, domain, name, created_at);

-- A project is there with its first run.
CREATE TRIGGER run_brings_project AFTER INSERT ON run
BEGIN
  INSERT INTO entity (kind, project, domain, name, version, title, state, created_by, created_at, updated_at, body)
  VALUES ('project', NEW.project, '', NEW.project, '', '', 0, '', NEW.created_at, NEW.created_at, x'')
  ON CONFLICT DO NOTHING;
END;

INSERT INTO entity (kind, project, domain, name, version, title, state, created_by, created_at, updated_at, body)
SELECT 'project', project, '', project, '', '', 0, '', min(created_at), min(created_at), x'' FROM run GROUP BY project;
`,
};
