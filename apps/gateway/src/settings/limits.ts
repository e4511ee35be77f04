import { defaultLimits } from "@runledger/ledger";
import { byteSize, duration } from "./unit-number.ts";
import { wholeNumber } from "./whole-number.ts";
import type { SettingsTable } from "./setting.ts";

/** What the gateway takes on at a time. An error that hits a limit names it. */
export interface LimitSettings {
  readonly queryDepth: number;
  readonly queryCost: number;
  readonly queryAliases: number;
  readonly queryTokens: number;
  readonly requestBytes: number;
  readonly reportsPerBatch: number;
  readonly actionsPerBatch: number;
  readonly bytesPerReport: number;
  readonly queuedReports: number;
  readonly queuedBytes: number;
  readonly pageSize: number;
  readonly frameSize: number;
  readonly windowRows: number;
  readonly expandedActions: number;
  readonly openWatches: number;
  readonly subscriptionsPerConnection: number;
  readonly streamsPerConnection: number;
  readonly idleViewBytes: number;
  readonly hydrations: number;
  readonly connections: number;
  readonly requestTimeout: number;
  readonly archiveBytes: number;
}

/** Declares them. */
export const limitSettings: SettingsTable<LimitSettings> = {
  queryDepth: wholeNumber({
    description: "How deep the fields of one operation may be nested.",
    fallback: 20,
    min: 1,
    max: 1000,
  }),
  queryCost: wholeNumber({
    description:
      "What one operation may cost: a point a field, a list as often as it may have rows.",
    fallback: 250_000,
    min: 1,
    max: 1_000_000_000,
  }),
  queryAliases: wholeNumber({
    description: "Aliases in one document.",
    fallback: 100,
    min: 0,
    max: 100_000,
  }),
  queryTokens: wholeNumber({
    description: "Tokens (words, numbers, signs) in one document. Variables don't count.",
    fallback: 4000,
    min: 100,
    max: 10_000_000,
  }),
  requestBytes: byteSize({
    description:
      "Bytes in the body of one request, in one message over WebSocket, or in one message of an RPC, unpacked.",
    fallback: 16 * 1_048_576,
    min: 1024,
    max: 1_073_741_824,
  }),
  reportsPerBatch: wholeNumber({
    description: "Reports in one reportEvents.",
    fallback: defaultLimits.reportsPerBatch,
    min: 1,
    max: 1_000_000,
  }),
  actionsPerBatch: wholeNumber({
    description: "Actions in one declareActions.",
    fallback: defaultLimits.actionsPerBatch,
    min: 1,
    max: 1_000_000,
  }),
  bytesPerReport: byteSize({
    description: "Bytes of one report or declaration, as protobuf writes it.",
    fallback: defaultLimits.bytesPerReport,
    min: 1024,
    max: 64 * 1_048_576,
  }),
  queuedReports: wholeNumber({
    description:
      "Reports and declarations that wait to be written. Above it, clients are told to come again.",
    fallback: defaultLimits.queuedReports,
    min: 1,
    max: 100_000_000,
  }),
  queuedBytes: byteSize({
    description:
      "Bytes of reports and declarations that wait to be written. Above it, clients are told to come again.",
    fallback: defaultLimits.queuedBytes,
    min: 1024,
    max: 2_147_482_624,
  }),
  pageSize: wholeNumber({
    description: "Rows on one page of a list.",
    fallback: defaultLimits.pageSize,
    min: 1,
    max: 100_000,
  }),
  frameSize: wholeNumber({
    description: "Actions or reports in one frame of a subscription.",
    fallback: defaultLimits.frameSize,
    min: 1,
    max: 100_000,
  }),
  windowRows: wholeNumber({
    description: "Rows in a window of a run.",
    fallback: defaultLimits.windowRows,
    min: 1,
    max: 100_000,
  }),
  expandedActions: wholeNumber({
    description: "Actions expanded in a window of a run.",
    fallback: defaultLimits.expandedActions,
    min: 1,
    max: 1_000_000,
  }),
  openWatches: wholeNumber({
    description: "Subscriptions open at a time.",
    fallback: defaultLimits.openWatches,
    min: 1,
    max: 1_000_000,
  }),
  subscriptionsPerConnection: wholeNumber({
    description: "Subscriptions open at a time over one WebSocket.",
    fallback: 100,
    min: 1,
    max: 100_000,
  }),
  streamsPerConnection: wholeNumber({
    description:
      "Requests under way at a time over one HTTP/2 connection, streams among them. Clients open another connection, or wait.",
    fallback: 1000,
    min: 1,
    max: 100_000,
  }),
  idleViewBytes: byteSize({
    description:
      "Memory for runs that nobody watches any more, in case somebody comes back. Those watched last are kept.",
    fallback: defaultLimits.idleViewBytes,
    min: 0,
    max: 2_147_482_624,
  }),
  hydrations: wholeNumber({
    description: "Runs whose actions are read for a watch at a time. Others wait.",
    fallback: defaultLimits.hydrations,
    min: 1,
    max: 1000,
  }),
  connections: wholeNumber({
    description: "Connections open at a time.",
    fallback: 20_000,
    min: 1,
    max: 1_000_000,
  }),
  requestTimeout: duration({
    description: "How long a query or a mutation may take, its request's body included.",
    fallback: 30_000,
    min: 10,
    max: 3_600_000,
  }),
  archiveBytes: byteSize({
    description:
      "Bytes of the archive of one run, compressed, that is written by --archive or sent to be imported.",
    fallback: 1024 ** 3,
    min: 1024,
    max: 5 * 1024 ** 4,
  }),
};
