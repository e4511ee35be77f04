import { isIPv6 } from "node:net";

/** Writes where a gateway is reached from its own machine: one that listens on every address is reached by the loopback one. */
export function urlOf(host: string, port: number, scheme: "http" | "https" = "http"): string {
  const everywhere: Readonly<Record<string, string>> = { "0.0.0.0": "127.0.0.1", "::": "::1" };
  const name = everywhere[host] ?? host;
  return `${scheme}://${isIPv6(name) ? `[${name}]` : name}:${port}`;
}
