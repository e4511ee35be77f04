import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Done, Errand } from "./client.ts";

/** The client, in a process of its own. */
export class ClientProcess {
  readonly #child: ChildProcess = fork(fileURLToPath(new URL("client.ts", import.meta.url)), {
    execArgv: ["--conditions=@runledger/source", "--disable-warning=ExperimentalWarning"],
  });

  /** Does an errand, and says how long it took. */
  send(errand: Errand): Promise<Done> {
    return new Promise((resolve, reject) => {
      const gone = (code: number | null): void =>
        reject(new Error(`the client ended with ${code}`));
      this.#child.once("exit", gone);
      this.#child.once("message", (done) => {
        this.#child.off("exit", gone);
        resolve(done as Done);
      });
      this.#child.send(errand);
    });
  }

  /** Ends it. */
  close(): void {
    this.#child.kill();
  }
}
