import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { databaseOf } from "./database-of.ts";
import { defaultDataDir } from "./data-dir.ts";
import { defaultSettings } from "./default-settings.ts";
import { help } from "./help.ts";
import { nearest } from "./nearest.ts";
import { resolveSettings } from "./resolve-settings.ts";
import { flagOf, variableOf } from "./setting-names.ts";
import { SettingsError } from "./settings-error.ts";
import { type Settings, settingsByName } from "./table.ts";

function fileOf(text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), "runledger-test-")), "config.json");
  writeFileSync(path, text);
  return path;
}

function settingsOf(args: string[], environment: Record<string, string> = {}): Settings {
  const found = resolveSettings(args, environment);
  if (found.kind !== "start") throw new Error(found.kind);
  return found.settings;
}

function problemsOf(args: string[], environment: Record<string, string> = {}): readonly string[] {
  try {
    resolveSettings(args, environment);
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
    throw error;
  }
  throw new Error("Nothing was wrong.");
}

describe("Settings", () => {
  test("are what they are where nobody says otherwise", () => {
    expect(settingsOf([])).toEqual(defaultSettings());
    expect(settingsOf([])).toMatchObject({ host: "127.0.0.1", port: 8090, database: undefined });
  });

  test("come from flags before environment before file", () => {
    const config = fileOf('{"port": 1, "pageSize": 1, "queryDepth": 1}');
    const environment = { RUNLEDGER_CONFIG: config, RUNLEDGER_PORT: "2", RUNLEDGER_PAGE_SIZE: "2" };
    expect(settingsOf(["--port", "3"], environment)).toMatchObject({
      port: 3,
      pageSize: 2,
      queryDepth: 1,
    });
    expect(settingsOf(["--config", fileOf('{"queryDepth": 9}')], environment).queryDepth).toBe(9);
  });

  test.each([
    [["--port=8091"], { port: 8091 }],
    [["--graphiql=false"], { graphiql: false }],
    [["--no-graphiql"], { graphiql: false }],
    [["--no-graphiql=false"], { graphiql: true }],
    [["--no-executor"], { executor: false }],
    [["--executor"], { executor: true }],
    [["--plugins", "none"], { plugins: [] }],
    [["--plugins", "process, process"], { plugins: ["process"] }],
    [["--concurrency-per-project", "7"], { concurrencyPerProject: 7 }],
    [["--allow-unauthenticated-network-access"], { allowUnauthenticatedNetworkAccess: true }],
    [["--request-timeout", "2m"], { requestTimeout: 120_000 }],
    [["--request-timeout", "1500ms"], { requestTimeout: 1500 }],
    [["--request-bytes", "64KiB"], { requestBytes: 65_536 }],
    [["--request-bytes", "65536"], { requestBytes: 65_536 }],
    [
      ["--cors-origins", "https://a.example, http://b.example:8080"],
      { corsOrigins: ["https://a.example", "http://b.example:8080"] },
    ],
    [["--database", "file:/a=b.db"], { database: "file:/a=b.db" }],
    [["--port", "1", "--port", "2"], { port: 2 }],
  ])("are read from %j", (args, expected) => {
    expect(settingsOf(args)).toMatchObject(expected);
  });

  test.each([
    [["--port", "x"], {}, '--port is "x": it has to be a whole number from 0 to 65535.'],
    [["--port", "65536"], {}, '--port is "65536": it has to be a whole number from 0 to 65535.'],
    [["--port"], {}, "--port needs a value behind it, as in --port VALUE."],
    [["--port", "--host", "x"], {}, "--port needs a value behind it, as in --port VALUE."],
    [["--prot", "1"], {}, "--prot is no setting. Did you mean --port?"],
    [["serve"], {}, "serve is no setting. --help lists what there is."],
    [
      [],
      { RUNLEDGER_PRT: "1" },
      "RUNLEDGER_PRT in the environment is no setting. Did you mean RUNLEDGER_PORT?",
    ],
    [
      [],
      { RUNLEDGER_LOG_LEVEL: "loud" },
      'RUNLEDGER_LOG_LEVEL is "loud": it has to be one of fatal, error, warn, info, debug, trace, silent.',
    ],
    [
      ["--request-timeout", "30"],
      {},
      '--request-timeout is "30": it has to be a length of time from 10ms to 1h, as in 30s.',
    ],
    [["--cors-origins", "console.example.com"], {}, "as in https://console.example.com"],
    [[], { RUNLEDGER_PORT: "tcp://10.0.0.1:8090" }, "enableServiceLinks"],
    [["--config", "/nowhere.json"], {}, "The file /nowhere.json cannot be read"],
  ])("say what is wrong with %j and %j", (args, environment, message) => {
    expect(problemsOf(args, environment as Record<string, string>).join("\n")).toContain(message);
  });

  test.each([
    ['{"prot": 1}', "Did you mean port?"],
    ['{"port": "1"}', "port in "],
    ['{"port": 1', "is no JSON"],
    ["[]", "has to hold a JSON object"],
  ])("say what is wrong with a file that has %s", (text, message) => {
    expect(problemsOf(["--config", fileOf(text)]).join("\n")).toContain(message);
  });

  test("tell all that is wrong at once", () => {
    expect(problemsOf(["--port", "x", "--hots", "y"], { RUNLEDGER_PAGE_SIZE: "0" })).toHaveLength(
      3,
    );
  });

  test("leave alone what is for others", () => {
    const environment = {
      RUNLEDGER_URL: "http://x",
      RUNLEDGER_TOKEN: "t",
      RUNLEDGER_PORT: "",
      RUNLEDGER_SERVICE_HOST: "10.0.0.1",
      RUNLEDGER_SERVICE_PORT_HTTP: "8090",
      RUNLEDGER_PORT_8090_TCP_ADDR: "10.0.0.1",
      PATH: "/bin",
    };
    expect(settingsOf([], environment)).toEqual(defaultSettings());
  });

  test("read back what they write, each of them", () => {
    for (const [name, { fallback, show, parse, placeholder }] of settingsByName) {
      if (fallback === undefined || (Array.isArray(fallback) && fallback.length === 0)) continue;
      expect([name, parse(show(fallback as never))]).toEqual([name, fallback]);
      expect(settingsOf([`${flagOf(name)}=${show(fallback as never)}`])).toEqual(defaultSettings());
      expect(settingsOf([], { [variableOf(name)]: show(fallback as never) })).toEqual(
        defaultSettings(),
      );
      expect(placeholder).not.toBe("");
    }
  });

  test("are all in --help, with their variables, and in the documentation", () => {
    const text = help();
    const docs = readFileSync(
      new URL("../../../../docs/configuration.md", import.meta.url),
      "utf8",
    );
    for (const name of settingsByName.keys()) {
      expect(text).toContain(`${flagOf(name)} `.trimEnd());
      expect(text).toContain(`[${variableOf(name)}]`);
      expect(docs).toContain(`\`${flagOf(name)}\``);
    }
    for (const line of text.split("\n")) expect(line.length).toBeLessThanOrEqual(120);
  });

  test("find the name that was meant", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...[...settingsByName.keys()].filter((name) => name.length > 5)),
        fc.nat(),
        (name, at) => {
          const cut = at % name.length;
          expect(
            nearest(name.slice(0, cut) + name.slice(cut + 1), settingsByName.keys()),
          ).toBeDefined();
        },
      ),
    );
    expect(nearest("zzzzzz", settingsByName.keys())).toBeUndefined();
  });
});

describe("The data folder", () => {
  test.each([
    ["linux", {}, "/home/ada/.local/share/runledger"],
    ["linux", { XDG_DATA_HOME: "/data" }, "/data/runledger"],
    ["linux", { XDG_DATA_HOME: "relative" }, "/home/ada/.local/share/runledger"],
    ["darwin", {}, "/home/ada/Library/Application Support/Runledger"],
    [
      "win32",
      { LOCALAPPDATA: "C:\\Users\\ada\\AppData\\Local" },
      "C:\\Users\\ada\\AppData\\Local\\Runledger",
    ],
  ] as const)("on %s with %j is %s", (platform, environment, expected) => {
    expect(defaultDataDir({ platform, environment, home: "/home/ada" })).toBe(expected);
  });

  test("is made where the database is to lie in it, for its owner alone", () => {
    const dataDir = join(mkdtempSync(join(tmpdir(), "runledger-test-")), "a", "b");
    expect(databaseOf({ dataDir, database: undefined })).toBe(join(dataDir, "runledger.db"));
    expect(databaseOf({ dataDir: "/nowhere", database: "memory:" })).toBe("memory:");
    expect(() => databaseOf({ dataDir: join(fileOf(""), "c"), database: undefined })).toThrow(
      "--data-dir",
    );
  });
});
