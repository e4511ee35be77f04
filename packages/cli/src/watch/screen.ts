import type { Clock } from "../command/clock.ts";
import { fit } from "../terminal/fit.ts";
import type { Output } from "../terminal/output.ts";
import type { Paint } from "../terminal/paint.ts";
import { phaseWords } from "../terminal/phase-counts.ts";
import { describeAction, renderTree } from "./render-tree.ts";
import type { ShownTree } from "./shown-tree.ts";
import type { WatchEvent } from "./watch-run.ts";

/** How often the tree is drawn again at most, in milliseconds. */
const drawEvery = 100;
const defaultRows = 24;
const defaultColumns = 80;

/** What a screen stands on. */
export interface ScreenOptions {
  readonly output: Output;
  readonly paint: Paint;
  readonly clock: Clock;
  /** What it shows. */
  readonly tree: ShownTree;
  /** Ends it: what is written afterwards stands below what it has drawn last. */
  readonly signal: AbortSignal;
}

/** Shows a tree while it moves: drawn over itself on a terminal, a line for each change everywhere else. */
export class Screen {
  readonly #output: Output;
  readonly #paint: Paint;
  readonly #clock: Clock;
  readonly #tree: ShownTree;
  #drawnAt = 0;
  /** How many lines the last drawing has above the cursor. */
  #lines = 0;
  /** The line below the tree, where a person writes. Empty: there is none. */
  #prompt = "";
  /** Whether something has changed since the last drawing, which is drawn a little later. */
  #isStale = false;
  #hasEnded = false;

  constructor({ clock, output, paint, signal, tree }: ScreenOptions) {
    this.#output = output;
    this.#paint = paint;
    this.#clock = clock;
    this.#tree = tree;
    signal.addEventListener("abort", () => this.end(), { once: true });
  }

  /** Shows what has changed. */
  show(event: WatchEvent): void {
    if (this.#output.isTTY !== true) this.#tell(event);
    else if (event.kind === "settled") this.end();
    else if (this.#clock.now() - this.#drawnAt >= drawEvery) this.#draw();
    else void this.#drawLater();
  }

  /** Writes lines that stay: on a terminal above the tree, which is drawn again. */
  print(text: string): void {
    if (this.#output.isTTY !== true || this.#hasEnded) this.#output.write(text);
    else this.#draw(text);
  }

  /** Shows a line below the tree where a person writes, on a terminal. Empty: none. */
  prompt(line: string): void {
    this.#prompt = line;
    if (this.#output.isTTY === true && !this.#hasEnded) this.#draw();
  }

  /** Shows the tree as it is, whatever was shown just now. Nothing is drawn after it. */
  end(): void {
    if (this.#output.isTTY !== true || this.#hasEnded) return;
    this.#prompt = "";
    this.#draw();
    this.#hasEnded = true;
  }

  #draw(above = ""): void {
    this.#drawnAt = this.#clock.now();
    this.#isStale = false;
    const { rows = defaultRows, columns = defaultColumns } = this.#output;
    // A line that wraps would count twice when the cursor goes back up.
    const lines = renderTree(this.#tree, rows - 1, this.#paint).map((line) => fit(line, columns));
    const back = this.#lines === 0 ? "" : `\u001b[${this.#lines}A`;
    const drawn = lines.map((line) => `${line}\n`).join("");
    this.#output.write(`${back}\r\u001b[J${above}${drawn}${fit(this.#prompt, columns - 1)}`);
    this.#lines = lines.length;
  }

  async #drawLater(): Promise<void> {
    if (this.#isStale) return;
    this.#isStale = true;
    await this.#clock.sleep(drawEvery - (this.#clock.now() - this.#drawnAt));
    if (this.#isStale && !this.#hasEnded) this.#draw();
  }

  #tell(event: WatchEvent): void {
    if (event.kind === "complete") {
      this.#output.write(`revision ${event.revision}: ${event.shown} of ${event.total} actions\n`);
      for (const action of this.#tree.actions.values()) this.#describe(action);
    } else if (event.kind === "changed") {
      for (const action of event.actions) this.#describe(action);
    } else if (event.kind === "settled") {
      this.#output.write(`settled at revision ${event.revision}: ${phaseWords(event.phase)}\n`);
    }
  }

  #describe(action: Parameters<typeof describeAction>[0]): void {
    this.#output.write(`${describeAction(action, this.#paint)}\n`);
  }
}
