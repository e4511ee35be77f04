import { readLatency } from "../measure/read-latency.ts";
import type { Case, Metrics } from "../suite.ts";

/** What a million records take, in bytes. */
const BYTES = 64_000_000;

/** Names the case that measures the machine's memory. */
export const LATENCY = "memory 64 MB";

/** Measures the memory that the records of a million actions lie in. */
export const latencyCase: Case = {
  name: LATENCY,
  run: (): Metrics => ({ "ns/read": readLatency(BYTES) }),
};
