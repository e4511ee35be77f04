import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { SettingsError } from "../settings/settings-error.ts";

/**
 * Listens, and says on which port.
 *
 * @throws SettingsError if the port is in use, or the host isn't this machine's.
 */
export function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(cannotListen(error, host, port)));
    server.listen({ host, port, exclusive: true }, () => {
      server.removeAllListeners("error");
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function cannotListen({ code, message }: NodeJS.ErrnoException, host: string, port: number): Error {
  const reasons: Readonly<Record<string, string>> = {
    EADDRINUSE: `Port ${port} of ${host} is in use, perhaps by another gateway. Stop that, or choose another port with --port; --port 0 takes any that is free.`,
    EACCES: `Port ${port} of ${host} may not be listened on by this user. Choose one above 1023 with --port.`,
    EADDRNOTAVAIL: `${host} is no address of this machine. Name another one with --host.`,
    ENOTFOUND: `The host ${host} isn't known. Name another one with --host.`,
  };
  return new SettingsError([
    reasons[code ?? ""] ?? `${host}:${port} cannot be listened on: ${message}.`,
  ]);
}
