import { actionPhaseLifecycle } from "@runledger/state";
import type { Clock } from "../command/clock.ts";
import { fit } from "../terminal/fit.ts";
import type { Output } from "../terminal/output.ts";
import type { Paint } from "../terminal/paint.ts";
import { formatPhaseCounts, phaseWords } from "../terminal/phase-counts.ts";
import { phaseStyle } from "../terminal/phase-style.ts";
import type { WatchedAction } from "./frame.ts";
import type { ShownTree } from "./shown-tree.ts";
import type { WatchEvent } from "./watch-run.ts";

/** How often the tree is drawn again at most, in milliseconds. */
const drawEvery = 100;
const defaultRows = 24;
const defaultColumns = 80;

/** Shows a tree while it moves: drawn over itself on a terminal, a line for each change everywhere else. */
export class Screen {
  readonly #output: Output;
  readonly #paint: Paint;
  readonly #clock: Clock;
  #drawnAt = 0;
  /** How many lines the last drawing has. */
  #lines = 0;

  constructor(output: Output, paint: Paint, clock: Clock) {
    this.#output = output;
    this.#paint = paint;
    this.#clock = clock;
  }

  /** Shows what has changed. */
  show(tree: ShownTree, event: WatchEvent): void {
    if (this.#output.isTTY !== true) this.#tell(tree, event);
    else if (event.kind === "settled" || this.#clock.now() - this.#drawnAt >= drawEvery)
      this.end(tree);
  }

  /** Writes lines that stay: on a terminal above the tree, which is drawn again. */
  print(text: string, tree: ShownTree): void {
    if (this.#output.isTTY === true && this.#lines > 0) {
      this.#output.write(`\u001b[${this.#lines}A\r\u001b[J`);
      this.#lines = 0;
    }
    this.#output.write(text);
    if (this.#output.isTTY === true) this.end(tree);
  }

  /** Shows the tree as it is, whatever was shown just now. */
  end(tree: ShownTree): void {
    if (this.#output.isTTY !== true) return;
    this.#drawnAt = this.#clock.now();
    const { rows = defaultRows, columns = defaultColumns } = this.#output;
    // A line that wraps would count twice when the cursor goes back up.
    const lines = this.#render(tree, rows - 1).map((line) => fit(line, columns));
    const back = this.#lines === 0 ? "" : `\u001b[${this.#lines}A`;
    this.#output.write(`${back}\r\u001b[J${lines.map((line) => `${line}\n`).join("")}`);
    this.#lines = lines.length;
  }

  #tell(tree: ShownTree, event: WatchEvent): void {
    if (event.kind === "complete") {
      this.#output.write(`revision ${event.revision}: ${event.shown} of ${event.total} actions\n`);
      for (const action of tree.actions.values()) this.#output.write(`${this.#describe(action)}\n`);
    } else if (event.kind === "changed") {
      for (const action of event.actions) this.#output.write(`${this.#describe(action)}\n`);
    } else if (event.kind === "settled") {
      this.#output.write(`settled at revision ${event.revision}: ${phaseWords(event.phase)}\n`);
    }
  }

  /** Draws what has something below it; and of the rest, as far as there is room, what is at work or went wrong. */
  #render(tree: ShownTree, rows: number): readonly string[] {
    const byParent = tree.byParent();
    const lines: string[] = [];
    const rest: WatchedAction[] = [];
    const visit = (action: WatchedAction, depth: number): void => {
      lines.push(`${"  ".repeat(depth)}${this.#describe(action)}`);
      for (const child of byParent.get(action.name) ?? []) {
        if (child.counts.size > 0) visit(child, depth + 1);
        else if (isWorthALine(child)) rest.push(child);
      }
    };
    for (const root of byParent.get("") ?? []) visit(root, 0);
    const room = Math.max(0, rows - lines.length);
    const newest = rest.sort((a, b) => b.revision - a.revision).slice(0, room);
    return [...lines.slice(0, rows), ...newest.map((action) => `    ${this.#describe(action)}`)];
  }

  #describe({ label, phase, attempts, counts, shown }: WatchedAction): string {
    const state = this.#paint(phaseStyle(phase), phaseWords(phase));
    const attempt = attempts > 1 ? this.#paint("dim", `, attempt ${attempts}`) : "";
    const below = formatPhaseCounts(counts, this.#paint);
    return `${shown ? "" : "withdrawn: "}${label}  ${state}${attempt}${below === "" ? "" : `  [${below}]`}`;
  }
}

function isWorthALine({ phase }: WatchedAction): boolean {
  const value = actionPhaseLifecycle.of(phase);
  return value === undefined || (value.role !== "pending" && value.outcome !== "success");
}
