import { optionalText, text } from "./text.ts";
import { defaultDataDir, thisMachine } from "./data-dir.ts";
import type { SettingsTable } from "./setting.ts";

/** Where the data lies. */
export interface StorageSettings {
  readonly dataDir: string;
  readonly database: string | undefined;
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
    placeholder: "FILE",
    expected: 'the path of a file, a URL of the scheme file:, or "memory:"',
    description:
      'The database: a file, which is made if it isn\'t there, or "memory:", which forgets everything. Left out: runledger.db in the data folder.',
  }),
};
