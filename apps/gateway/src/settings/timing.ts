import { duration } from "./unit-number.ts";
import type { SettingsTable } from "./setting.ts";

/** How long things take. In milliseconds. */
export interface TimingSettings {
  readonly headersTimeout: number;
  readonly idleTimeout: number;
  readonly heartbeatInterval: number;
  readonly reconnectDelay: number;
  readonly pollInterval: number;
  readonly shutdownTimeout: number;
}

/** Declares them. */
export const timingSettings: SettingsTable<TimingSettings> = {
  headersTimeout: duration({
    description:
      "How long a client may take for the headers of a request, for the handshake of TLS, and for the first message over WebSocket.",
    fallback: 10_000,
    min: 100,
    max: 600_000,
  }),
  idleTimeout: duration({
    description:
      "How long a connection is kept open after an answer, for the next request, and one over HTTP/2 without a request.",
    fallback: 72_000,
    min: 100,
    max: 3_600_000,
  }),
  heartbeatInterval: duration({
    description:
      "How often a subscription says that it is still there: a comment in server-sent events, a ping over WebSocket. A connection over HTTP/2 is pinged as well, and closed if it hasn't answered by the next one.",
    fallback: 12_000,
    min: 50,
    max: 600_000,
  }),
  reconnectDelay: duration({
    description:
      "How long a browser is told to wait before it opens a stream of server-sent events again.",
    fallback: 1000,
    min: 1,
    max: 600_000,
  }),
  pollInterval: duration({
    description: "How long a watch may miss a change that another process made.",
    fallback: 1000,
    min: 10,
    max: 600_000,
  }),
  shutdownTimeout: duration({
    description:
      "How long to wait for answers under way before the connections are cut, when told to stop.",
    fallback: 10_000,
    min: 100,
    max: 600_000,
  }),
};
