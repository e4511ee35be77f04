import { type Ledger, openLedger } from "@runledger/ledger";
import { openStore } from "@runledger/store";
import { onTestFinished } from "vitest";
import { GraphQLServer } from "../graphql/graphql-server.ts";
import { defaultSettings } from "../settings/default-settings.ts";
import type { Settings } from "../settings/table.ts";

/** Opens GraphQL on a ledger in memory, without HTTP. `wrap` may come between the two. Closed with the test. */
export async function openGraphQL(
  options: Partial<Settings> = {},
  wrap: (ledger: Ledger) => Ledger = (ledger) => ledger,
): Promise<GraphQLServer> {
  const settings = { ...defaultSettings(), ...options };
  const store = await openStore("memory:");
  const ledger = openLedger({ store, limits: settings });
  onTestFinished(async () => {
    await ledger.close();
    await store.close();
  });
  return new GraphQLServer({
    ledger: wrap(ledger),
    limits: settings,
    server: { version: "0.0.0", limits: [] },
    log: (_id, _code, error) => {
      throw error;
    },
  });
}
