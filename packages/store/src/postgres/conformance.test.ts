import pg from "pg";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import {
  conformanceCases,
  emptyDatabase,
  PostgresServer,
  type StoreHarness,
} from "../conformance/index.ts";
import { openStore } from "../open-store.ts";
import { hasPostgres } from "../testing/temporary-database.ts";

// Disks may be slow, and machines busy.
vi.setConfig({ testTimeout: 120_000 });

// A server of its own: a transaction that another test holds open on the same one holds back the feed.
let server: PostgresServer | undefined;
let url = "";
/** For what is done by hand. */
let hand: pg.Client | undefined;

beforeAll(async () => {
  if (!hasPostgres) return;
  server = await PostgresServer.start();
  url = server.url("postgres");
  hand = new pg.Client(url);
  await hand.connect();
}, 120_000);

afterAll(async () => {
  await hand?.end();
  await server?.[Symbol.asyncDispose]();
});

const harness: StoreHarness = {
  open: async () => {
    await emptyDatabase(url);
    return openStore(url);
  },
  reopen: async (store) => {
    await store.close();
    return openStore(url);
  },
  moveByHand: async (_, { runId, number, phase, attempt }) => {
    await hand?.query(
      "UPDATE runledger.action SET phase = $1, attempt = $2 WHERE run_id = $3 AND number = $4",
      [phase, attempt, runId, number],
    );
  },
};

describe.skipIf(!hasPostgres)("PostgreSQL", () => {
  // Not test.each: that cuts their names off.
  for (const { name, run } of conformanceCases) {
    test(name, async () => {
      await expect(run(harness)).resolves.toBeUndefined();
    });
  }
});
