type Sqlite = typeof import("node:sqlite");

let loaded: Sqlite | undefined;

/**
 * Loads `node:sqlite`, once. Node 22 calls it experimental and says so on stderr when it is loaded, between the lines of a
 * log that somebody parses; that one warning is held back. Node 24 gives none.
 */
export function loadSqlite(): Sqlite {
  loaded ??= withoutItsWarning(() => process.getBuiltinModule("node:sqlite"));
  return loaded;
}

function withoutItsWarning<T>(load: () => T): T {
  const emitWarning: unknown = Reflect.get(process, "emitWarning");
  // Node warns while the module loads, which is one synchronous call: nobody else's warning can fall into it.
  Reflect.set(process, "emitWarning", () => {});
  try {
    return load();
  } finally {
    Reflect.set(process, "emitWarning", emitWarning);
  }
}
