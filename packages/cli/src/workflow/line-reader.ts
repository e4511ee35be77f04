import { emitKeypressEvents, type Key } from "node:readline";

/** Where a person writes: standard input, if it is a terminal, or what stands for it in a test. */
export interface Keyboard extends NodeJS.ReadableStream {
  setRawMode(mode: boolean): unknown;
}

/** The longest line that is taken, in characters. */
const LONGEST = 4096;

/** What a line is read with. */
export interface LineReading {
  /** Hears of the line as it is, with every key. */
  readonly onChange: (line: string) => void;
  /** Hears of Ctrl-C, which is no signal while keys are read one by one. */
  readonly onInterrupt: () => void;
  /** Ends the reading. */
  readonly signal: AbortSignal;
}

/**
 * Reads a line key by key. Nothing is echoed: who reads shows the line where it has its place.
 *
 * @returns undefined if the signal has ended it
 */
export async function readLine(
  input: Keyboard,
  { onChange, onInterrupt, signal }: LineReading,
): Promise<string | undefined> {
  if (signal.aborted) return undefined;
  emitKeypressEvents(input);
  input.setRawMode(true);
  input.resume();
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  let line = "";
  const onKey = (text: string | undefined, key: Key): void => {
    if (key.ctrl === true && key.name === "c") return onInterrupt();
    if (key.name === "return" || key.name === "enter") return resolve(line);
    line = edit(line, text, key).slice(0, LONGEST);
    onChange(line);
  };
  const onAbort = (): void => resolve(undefined);
  input.on("keypress", onKey);
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    return await promise;
  } finally {
    signal.removeEventListener("abort", onAbort);
    input.off("keypress", onKey);
    input.setRawMode(false);
    // Otherwise it would keep the process from ending.
    input.pause();
  }
}

function edit(line: string, text: string | undefined, { ctrl, meta, name }: Key): string {
  if (name === "backspace") return Array.from(line).slice(0, -1).join("");
  if (ctrl === true && name === "u") return "";
  if (ctrl === true && name === "w") return line.replace(/\S*\s*$/, "");
  // oxlint-disable-next-line no-control-regex -- keys that write nothing
  if (ctrl === true || meta === true || text === undefined || /[\u0000-\u001f\u007f]/.test(text))
    return line;
  return line + text;
}
