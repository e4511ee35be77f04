import type { NetworkSettings } from "../settings/network.ts";
import { SettingsError } from "../settings/settings-error.ts";
import { isLoopback } from "./is-loopback.ts";

/**
 * Refuses to listen on the network without asking anybody for a token, unless that was said to be meant.
 *
 * @throws SettingsError that names the ways out.
 */
export function assertMayListen({
  host,
  authTokenFile,
  allowUnauthenticatedNetworkAccess,
}: Pick<NetworkSettings, "host" | "authTokenFile" | "allowUnauthenticatedNetworkAccess">): void {
  if (isLoopback(host) || authTokenFile !== undefined || allowUnauthenticatedNetworkAccess) return;
  throw new SettingsError(
    [
      `--host is ${host}, which others on the network can reach, and nobody would be asked for a token. Give a file of tokens with --auth-token-file, or --allow-unauthenticated-network-access if everybody who reaches the port may read and write everything.`,
    ],
    true,
  );
}
