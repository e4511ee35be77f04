import { collectDefaultMetrics, Registry } from "prom-client";

let registry: Registry | undefined;

/**
 * Measures the process: CPU, memory, delay of the event loop, garbage collection. It is one set of measurements however
 * many gateways the process holds, and is begun when somebody first asks.
 */
export function processMetrics(): Registry {
  if (registry === undefined) {
    registry = new Registry();
    collectDefaultMetrics({ register: registry });
  }
  return registry;
}
