import { openLedger } from "@runledger/ledger";
import type { RecordedEvents } from "@runledger/proto";
import { openStore } from "@runledger/store";
import { findPostgres, PostgresServer } from "@runledger/store/testing";
import { expect, onTestFinished, test } from "vitest";
import { planStory } from "../plan/plan-story.ts";
import { Random } from "../plan/random.ts";
import { Network } from "./network.ts";

// Longer than this test may take: whoever waits for it has failed.
const STATEMENT_TIMEOUT = 3_000_000;
const REPORTS = 3;

test.skipIf(findPostgres() === undefined)(
  "a watch goes on though every hint is lost, and its database's side of each connection goes away again and again",
  async () => {
    const server = await PostgresServer.start();
    const network = new Network();
    const database = () => ({ to: "database", port: server.port });
    const url = new URL(server.url("postgres"));
    url.port = String(await network.open("watcher", database));
    network.begin(() => true, { notificationsDropped: true });
    const stores = [
      await openStore(server.url("postgres")),
      await openStore(url.href, { statementTimeout: STATEMENT_TIMEOUT }),
    ] as const;
    const [writer, watcher] = [
      openLedger({ store: stores[0] }),
      openLedger({ store: stores[1], pollInterval: 100 }),
    ];
    onTestFinished(async () => {
      await Promise.all([writer.close(), watcher.close()]);
      await network.close();
      await Promise.all(stores.map((store) => store.close()));
      await server[Symbol.asyncDispose]();
    });
    const { reports } = planStory(new Random(1), "run", 1);
    const run = reports[0]?.event.id?.run;
    if (run === undefined) throw new Error("a story without a run");
    const frames = watcher.watchEvents(run, { wait: true })[Symbol.asyncIterator]();
    /** Takes frames until one tells of a report. */
    const hears = async (version: number): Promise<boolean> => {
      for (;;) {
        const { value } = await frames.next();
        if (value?.frame.case !== "events") return false;
        const { events }: RecordedEvents = value.frame.value;
        if (events.some(({ event }) => event?.version === version)) return true;
      }
    };
    const told = reports.slice(1, 1 + REPORTS);
    for (const report of told) {
      const heard = hears(report.event.version);
      network.each(
        () => true,
        (link) => link.halfOpen(),
      );
      await writer.record([report]);
      expect(await heard).toBe(true);
    }
  },
  120_000,
);
