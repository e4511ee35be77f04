import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { onTestFinished } from "vitest";

/** What a client's library made of an answer. */
export interface Told {
  /** The code, in lower case and without what stands between its words: libraries write it each in their own way. */
  readonly code: string;
  readonly message: string;
  readonly messages: readonly unknown[];
}

/** A program that calls RPCs with generated clients as it is told, over one connection, until the test is over. */
export class ClientProgram {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #answers: AsyncIterator<string>;
  #said = "";

  constructor(program: string, words: readonly string[]) {
    this.#process = spawn(program, [...words]);
    this.#process.stderr.on("data", (chunk: Buffer) => (this.#said += chunk.toString()));
    // A program that has gone is told of by the answer that doesn't come.
    this.#process.stdin.on("error", () => undefined);
    this.#process.on("error", (error) => (this.#said += error.message));
    this.#answers = createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]();
    onTestFinished(() => void this.#process.kill());
  }

  /**
   * Calls an RPC. A stream is left open after its first message.
   *
   * @param rpc the service's full name, a slash, the method's name
   */
  call(rpc: string, request: object, messages: number): Promise<Told> {
    return this.#ask({ rpc, request, messages });
  }

  /** Breaks off the stream that is open. */
  cancel(): Promise<Told> {
    return this.#ask({ cancel: true });
  }

  async #ask(command: object): Promise<Told> {
    this.#process.stdin.write(`${JSON.stringify(command)}\n`);
    const { done, value } = await this.#answers.next();
    if (done) throw new Error(`The program has ended. ${this.#said}`);
    const { code, message = "", messages } = JSON.parse(value) as Partial<Told> & { code: string };
    const plain = code.toLowerCase().replaceAll(/[_ ]/g, "").replace("cancelled", "canceled");
    return { code: plain, message, messages: messages ?? [] };
  }
}
