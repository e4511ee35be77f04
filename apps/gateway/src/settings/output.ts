import { choice } from "./choice.ts";
import { toggle } from "./toggle.ts";
import type { SettingsTable } from "./setting.ts";

/** What people get to see. */
export interface OutputSettings {
  readonly logLevel: "fatal" | "error" | "warn" | "info" | "debug" | "trace" | "silent";
  readonly logFormat: "auto" | "pretty" | "json";
  readonly graphiql: boolean;
  readonly metrics: boolean;
}

/** Declares them. */
export const outputSettings: SettingsTable<OutputSettings> = {
  logLevel: choice({
    description: "What to log: this and what is more serious. Each request is logged at debug.",
    words: ["fatal", "error", "warn", "info", "debug", "trace", "silent"],
    fallback: "info",
  }),
  logFormat: choice({
    description:
      "How to log, on standard error: for people, as JSON a line, or by whether it is a terminal.",
    words: ["auto", "pretty", "json"],
    fallback: "auto",
  }),
  graphiql: toggle({
    description: "Serves GraphiQL, the page for trying queries, on /graphql.",
    fallback: true,
  }),
  metrics: toggle({
    description: "Serves metrics for Prometheus on /metrics.",
    fallback: true,
  }),
};
