import type { Gateway } from "./gateway.ts";

/** How long what is left may keep the process alive once the gateway is closed, in milliseconds. */
const linger = 1000;

/** Stops a gateway on SIGINT or SIGTERM, and lets the process end by itself. A second signal ends it at once, with 130. */
export function stopOnSignal(gateway: Gateway): Promise<void> {
  return new Promise((resolve, reject) => {
    let stopping = false;
    const stop = (): void => {
      if (stopping) process.exit(130);
      stopping = true;
      gateway
        .close()
        .finally(() => setTimeout(() => process.exit(), linger).unref())
        .then(resolve, reject);
    };
    process.on("SIGINT", stop);
    process.on("SIGTERM", stop);
  });
}
