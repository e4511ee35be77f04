import { readKeepRule } from "../retention/keep-rule.ts";
import { textList } from "./text-list.ts";
import { optionalText, text } from "./text.ts";
import { defaultDataDir, thisMachine } from "./data-dir.ts";
import type { SettingsTable } from "./setting.ts";
import { byteSize, duration } from "./unit-number.ts";
import { wholeNumber } from "./whole-number.ts";

const GIBIBYTE = 2 ** 30;

/** Where the data lies. */
export interface StorageSettings {
  readonly dataDir: string;
  readonly database: string | undefined;
  readonly databaseConnections: number;
  readonly databaseTransactions: number;
  readonly databaseStatementTimeout: number;
  readonly blobs: string | undefined;
  readonly blobBytes: number;
  readonly keepRuns: readonly string[];
  readonly pruneInterval: number;
  readonly archive: string | undefined;
  readonly keepDeletions: number;
  readonly register: readonly string[];
}

/** Declares them. */
export const storageSettings: SettingsTable<StorageSettings> = {
  dataDir: text({
    placeholder: "DIR",
    expected: "the path of a folder",
    description: "The folder for the program's data. Made if it isn't there.",
    fallback: defaultDataDir(thisMachine()),
    fallbackText: "the user's data folder",
  }),
  database: optionalText({
    placeholder: "FILE|URL",
    expected:
      'the path of a file, a URL of the scheme file:, "memory:", or postgres://user:password@host:port/database',
    description:
      'The database: a file, which is made if it isn\'t there, a PostgreSQL server, or "memory:", which forgets everything. Left out: runledger.db in the data folder. A password is better given in PGPASSWORD or a passfile than on a command line.',
  }),
  databaseConnections: wholeNumber({
    description:
      "PostgreSQL: how many connections this gateway may have. One more is for hints to other gateways.",
    fallback: 10,
    min: 2,
    max: 1000,
  }),
  databaseTransactions: wholeNumber({
    description:
      "PostgreSQL: how many transactions write at once, on runs that have nothing to do with each other. Fewer than connections.",
    fallback: 4,
    min: 1,
    max: 999,
  }),
  databaseStatementTimeout: duration({
    description: "PostgreSQL: how long a statement may take.",
    fallback: 30_000,
    min: 100,
    max: 3_600_000,
  }),
  blobs: optionalText({
    placeholder: "URL",
    expected: "the path of a folder, a URL of the scheme file:, or s3://BUCKET/PREFIX",
    description:
      "Where files lie beside the ledger: inputs, outputs, code, logs. An S3-compatible bucket takes ?endpoint=URL&region=REGION, and its keys from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY. Left out: blobs in the data folder.",
  }),
  blobBytes: byteSize({
    description: "Bytes of one file.",
    fallback: 5 * GIBIBYTE,
    min: 1024,
    max: 5 * 1024 * GIBIBYTE,
  }),
  keepRuns: textList({
    placeholder: "RULES",
    expected: "ages in hours, days or weeks, each for all runs, a project or a domain of one",
    description:
      'How long runs are kept after they have settled and last changed: "90d", "my-project=30d", "my-project/my-domain=12h", with commas between them. The narrowest rule that a run falls under holds. Left out: for ever.',
    isItem: (item) => readKeepRule(item) !== undefined,
  }),
  pruneInterval: duration({
    description: "How often runs that are too old are looked for.",
    fallback: 3_600_000,
    min: 1000,
    max: 86_400_000,
  }),
  keepDeletions: duration({
    description:
      "How long it is known that a run was deleted: who watched runs and comes back within that time is told which are gone, and later is told to begin anew. About a hundred bytes a run.",
    fallback: 2_592_000_000,
    min: 60_000,
    max: 31_536_000_000,
  }),
  register: textList({
    placeholder: "FILES",
    expected:
      "paths of .pb, .tgz, .tar.gz, .tar, .json, .yaml or .yml files, with commas between them",
    description:
      "Tasks, workflows and launch plans of Flyte 1 that are registered before the gateway takes requests, as `runledger register` does. What is registered already is left as it is; where one is refused, the gateway doesn't start.",
    isItem: (item) => item !== "",
  }),
  archive: optionalText({
    placeholder: "URL",
    expected: "the path of a folder, a URL of the scheme file:, or s3://BUCKET/PREFIX",
    description:
      "Where runs go before --keep-runs deletes them: one compressed file a run, written, read back and verified before the run is deleted. `runledger validate`, `explain` and `import archive` read them. Left out: nowhere.",
  }),
};
