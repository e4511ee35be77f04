import { Code, ConnectError, type ServiceImpl } from "@connectrpc/connect";
import {
  type Health,
  HealthCheckResponse_ServingStatus as ServingStatus,
} from "@runledger/proto/grpc/health/v1";

/** What gRPC health stands on. */
export interface HealthOptions {
  /** Whether the gateway can do its work, as /readyz says. */
  readonly ready: () => Promise<boolean>;
  /** Names every service that is served. */
  readonly services: () => ReadonlySet<string>;
  /** How often a watch looks, in milliseconds. */
  readonly interval: number;
}

/** Tells whether services are served: the protocol grpc.health.v1. Every service stands and falls with the database. */
export function healthService({
  ready,
  services,
  interval,
}: HealthOptions): ServiceImpl<typeof Health> {
  const knows = (service: string): boolean => service === "" || services().has(service);
  const statusNow = async (): Promise<ServingStatus> =>
    (await ready()) ? ServingStatus.SERVING : ServingStatus.NOT_SERVING;
  return {
    async check({ service }) {
      if (knows(service)) return { status: await statusNow() };
      throw new ConnectError(
        `There is no service ${JSON.stringify(service)} here. Leave the name out to ask about all.`,
        Code.NotFound,
      );
    },
    async *watch({ service }, { signal }) {
      let told: ServingStatus | undefined;
      while (!signal.aborted) {
        const status = knows(service) ? await statusNow() : ServingStatus.SERVICE_UNKNOWN;
        if (status !== told) yield { status };
        told = status;
        await pause(interval, signal);
      }
    },
  };
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener("abort", done, { once: true });
  });
}
