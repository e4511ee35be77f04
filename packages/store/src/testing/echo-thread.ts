import { parentPort, workerData } from "node:worker_threads";
import { serve } from "../channel/serve.ts";
import { StoreError } from "../store-error.ts";

/** What the thread of this module can be asked. */
export type EchoOperations = {
  echo<T>(value: T): T;
  fail(message: string): void;
  /** Throws outside of any operation. */
  crash(): Promise<void>;
  exit(): void;
};

if (parentPort !== null) {
  serve(
    parentPort,
    () => {
      if (workerData === "refuse") throw new Error("the data");
      return {
        echo: <T>(value: T) => value,
        fail: (message: string) => {
          throw new Error(message);
        },
        crash: () => {
          setImmediate(() => {
            throw new Error("out of nowhere");
          });
        },
        exit: () => process.exit(0),
      };
    },
    (error) => new StoreError("internal", `translated: ${String(error)}`, { cause: error }),
  );
}
