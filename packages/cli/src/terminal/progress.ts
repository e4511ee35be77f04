import type { Clock } from "../command/clock.ts";
import { formatCount } from "./format.ts";
import type { Output } from "./output.ts";
import type { Paint } from "./paint.ts";

/** How often a bar is drawn again at most, and how often a line is written where there is no terminal, in milliseconds. */
const barEvery = 80;
const lineEvery = 2000;

const barWidth = 28;
const defaultColumns = 80;

/**
 * Shows how far something has come: a bar that is drawn over itself on a terminal, and plain lines, every two seconds,
 * everywhere else.
 */
export class Progress {
  readonly #output: Output;
  readonly #paint: Paint;
  readonly #clock: Clock;
  #shownAt: number;
  #isDrawn = false;

  constructor(output: Output, paint: Paint, clock: Clock) {
    this.#output = output;
    this.#paint = paint;
    this.#clock = clock;
    this.#shownAt = output.isTTY === true ? 0 : clock.now();
  }

  /** Shows a state, unless one was shown just now. @param note what to say beside the counts */
  update(done: number, total: number, note: string): void {
    const now = this.#clock.now();
    if (now - this.#shownAt < (this.#output.isTTY === true ? barEvery : lineEvery)) return;
    this.#shownAt = now;
    const counts = `${formatCount(done)}/${formatCount(total)}`;
    if (this.#output.isTTY === true) this.#draw(done / total, `${counts}  ${note}`);
    else this.#output.write(`${counts}  ${note}\n`);
  }

  /** Writes a line that stays, above the bar. */
  line(text: string): void {
    this.clear();
    this.#output.write(`${text}\n`);
  }

  /** Takes the bar away. */
  clear(): void {
    if (this.#isDrawn) this.#output.write("\r\u001b[K");
    this.#isDrawn = false;
  }

  #draw(part: number, text: string): void {
    const full = Math.round(part * barWidth);
    const bar =
      this.#paint("cyan", "█".repeat(full)) + this.#paint("dim", "░".repeat(barWidth - full));
    const room = (this.#output.columns ?? defaultColumns) - barWidth - 2;
    this.#output.write(`\r${bar} ${text.slice(0, Math.max(0, room))}\u001b[K`);
    this.#isDrawn = true;
  }
}
