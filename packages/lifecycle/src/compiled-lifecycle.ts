import type { DescEnum } from "@bufbuild/protobuf";
import type { Lifecycle as LifecycleOption } from "@runledger/proto/lifecycle/v1";
import { compileValues } from "./compile-values.ts";
import { type Declaration, graphOf } from "./declaration.ts";
import { explain } from "./explain.ts";
import type { Explanation } from "./explanation.ts";
import { type Graph, closureOf, edgesOf } from "./graph.ts";
import { indexNumbers } from "./index-numbers.ts";
import type { Lifecycle, LifecycleValue } from "./lifecycle.ts";
import type { PairSet } from "./pair-set.ts";

/** One bit for each thing that can be asked of a value. */
const flag = {
  terminal: 1,
  success: 2,
  endsAttempt: 4,
  endsSubject: 8,
  awaitsSignal: 16,
  absent: 32,
  retryable: 64,
  mayRetry: 128,
  startsAttempt: 256,
  canStart: 512,
} as const;

/** A sound declaration, laid out so that a question costs an access to an array or two. */
export class CompiledLifecycle implements Lifecycle {
  readonly desc: DescEnum;
  readonly typeName: string;
  readonly subject: string;
  readonly description: string;
  readonly version: number;
  readonly initial: number;
  readonly values: readonly LifecycleValue[];
  readonly #byName: ReadonlyMap<string, LifecycleValue>;
  readonly #indexOf: (number: number) => number;
  readonly #graph: Graph;
  readonly #edges: PairSet;
  readonly #closure: PairSet;
  readonly #flags: Uint16Array;
  readonly #ranks: Int32Array;

  /** The declaration must be free of problems: see `checkLifecycle`. */
  constructor(declaration: Declaration, option: LifecycleOption) {
    this.desc = declaration.desc;
    this.typeName = declaration.desc.typeName;
    this.subject = option.subject;
    this.description = option.description;
    this.version = option.version;
    this.values = Object.freeze(compileValues(declaration));
    // Names come last, so that a value's name wins over another's short name.
    this.#byName = new Map([
      ...this.values.map((value) => [value.shortName, value] as const),
      ...this.values.map((value) => [value.name, value] as const),
    ]);
    this.#indexOf = indexNumbers(this.values.map(({ number }) => number));
    this.#graph = graphOf(declaration);
    this.#edges = edgesOf(this.#graph);
    this.#closure = closureOf(this.#graph);
    this.initial = this.#named(option.initial).number;
    this.#flags = Uint16Array.from(this.values, (value) => this.#flagsOf(value));
    this.#ranks = Int32Array.from(this.values, ({ rank }) => rank);
    Object.freeze(this);
  }

  of(value: number | string): LifecycleValue | undefined {
    return typeof value === "string" ? this.#byName.get(value) : this.values[this.#indexOf(value)];
  }

  isKnown(value: number): value is number {
    return this.#indexOf(value) >= 0;
  }

  isAbsent(value: number): boolean {
    return this.#has(value, flag.absent);
  }

  isTerminal(value: number): boolean {
    return this.#has(value, flag.terminal);
  }

  isSuccess(value: number): boolean {
    return this.#has(value, flag.success);
  }

  endsAttempt(value: number): boolean {
    return this.#has(value, flag.endsAttempt);
  }

  endsSubject(value: number): boolean {
    return this.#has(value, flag.endsSubject);
  }

  awaitsSignal(value: number): boolean {
    return this.#has(value, flag.awaitsSignal);
  }

  retryable(value: number): boolean {
    return this.#has(value, flag.retryable);
  }

  mayRetry(value: number): boolean {
    return this.#has(value, flag.mayRetry);
  }

  canStartAttempt(value: number): boolean {
    return this.#has(value, flag.startsAttempt);
  }

  canStart(value: number): boolean {
    return this.#has(value, flag.canStart);
  }

  canFollow(from: number, to: number): boolean {
    return this.#edges.has(this.#indexOf(from), this.#indexOf(to));
  }

  reachable(from: number, to: number): boolean {
    return this.#closure.has(this.#indexOf(from), this.#indexOf(to));
  }

  comparable(a: number, b: number): boolean {
    const indexA = this.#indexOf(a);
    const indexB = this.#indexOf(b);
    if (indexA === indexB) return indexA >= 0;
    return this.#closure.has(indexA, indexB) || this.#closure.has(indexB, indexA);
  }

  rank(value: number): number {
    return this.#ranks[this.#indexOf(value)] ?? -1;
  }

  explain(from: number, to: number): Explanation {
    return explain(this, this.#graph, from, to);
  }

  #has(value: number, bit: number): boolean {
    return ((this.#flags[this.#indexOf(value)] ?? 0) & bit) !== 0;
  }

  #named(name: string): LifecycleValue {
    const value = this.#byName.get(name);
    if (value === undefined)
      throw new Error(`${this.typeName} has no value ${name}; check the declaration first.`);
    return value;
  }

  #flagsOf(value: LifecycleValue): number {
    const retryable =
      value.retryable || value.reachable.some((number) => this.of(number)?.retryable);
    return (
      (value.terminal ? flag.terminal : 0) |
      (value.outcome === "success" ? flag.success : 0) |
      (value.ends === "attempt" ? flag.endsAttempt : 0) |
      (value.ends === "subject" ? flag.endsSubject : 0) |
      (value.role === "awaiting_signal" ? flag.awaitsSignal : 0) |
      (value.role === "absent" ? flag.absent : 0) |
      (value.retryable ? flag.retryable : 0) |
      (retryable ? flag.mayRetry : 0) |
      (value.startsAttempt ? flag.startsAttempt : 0) |
      (this.#canStart(value) ? flag.canStart : 0)
    );
  }

  /**
   * An absent value with edges says what may come first. Without one, it is the initial value and
   * what follows from it.
   */
  #canStart(value: LifecycleValue): boolean {
    if (value.role === "absent") return false;
    const said = this.values.filter(
      ({ role, reachable }) => role === "absent" && reachable.length > 0,
    );
    if (said.length > 0) return said.some(({ reachable }) => reachable.includes(value.number));
    return value.number === this.initial || this.reachable(this.initial, value.number);
  }
}
