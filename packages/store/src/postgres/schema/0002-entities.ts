import type { Migration } from "../../sqlite/schema/migration.ts";

export const entities: Migration = {
  number: 2,
  name: "what is registered under a name: projects, tasks",
  sql: /* sql */ `
CREATE TABLE runledger.entity (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text COLLATE "C" NOT NULL,
  project text COLLATE "C" NOT NULL,
  domain text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  version text COLLATE "C" NOT NULL,
  title text COLLATE "C" NOT NULL,
  state integer NOT NULL,
  created_by text COLLATE "C" NOT NULL,
  created_at bigint NOT NULL,
  updated_at bigint NOT NULL,
  body bytea NOT NULL,
  UNIQUE (kind, project, domain, name, version)
);

CREATE INDEX entity_by_creation ON runledger.entity (kind, created_at);
CREATE INDEX entity_by_name_and_creation ON runledger.entity (kind, project, domain, name, created_at);

-- A project is there with its first run. In the order of their names: two gateways never wait for each other.
CREATE FUNCTION runledger.run_brings_project() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO runledger.entity
    (kind, project, domain, name, version, title, state, created_by, created_at, updated_at, body)
  SELECT 'project', project, '', project, '', '', 0, '', min(created_at), min(created_at), ''
  FROM added
  WHERE NOT EXISTS (
    SELECT 1 FROM runledger.entity AS known WHERE known.kind = 'project' AND known.project = added.project
      AND known.domain = '' AND known.name = added.project AND known.version = '')
  GROUP BY project ORDER BY project
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER run_brings_project AFTER INSERT ON runledger.run REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION runledger.run_brings_project();

INSERT INTO runledger.entity
  (kind, project, domain, name, version, title, state, created_by, created_at, updated_at, body)
SELECT 'project', project, '', project, '', '', 0, '', min(created_at), min(created_at), ''
FROM runledger.run GROUP BY project;
`,
};
