import { BlockList, isIP, isIPv6 } from "node:net";

const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4");
loopback.addAddress("::1", "ipv6");

/** Tells whether a host can only be reached from the machine itself. */
export function isLoopback(host: string): boolean {
  const name = withoutBrackets(host);
  if (isIP(name) === 0) return name === "localhost" || name.endsWith(".localhost");
  return loopback.check(name, isIPv6(name) ? "ipv6" : "ipv4");
}

/** Takes the brackets off an IPv6 address: URLs and Host headers have them. */
export function withoutBrackets(host: string): string {
  return host.startsWith("[") && host.endsWith("]") ? host.slice(1, -1) : host;
}
