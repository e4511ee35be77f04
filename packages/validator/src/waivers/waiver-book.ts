import type { Waiver } from "./waiver.ts";

/** What is wrong with a waiver by the end of a check. Either fails it. */
export interface WaiverProblem {
  /** `expired`: its last day is over. `unused`: nothing that it waives was found. */
  readonly kind: "expired" | "unused";
  readonly waiver: Waiver;
  /** Says what to do about it, in a sentence. */
  readonly message: string;
}

/** What a finding has, so that it can be waived. */
export interface Waivable {
  readonly rule: string;
  readonly symbol: string;
}

interface Entry {
  readonly waiver: Waiver;
  readonly pattern: RegExp;
  readonly expired: boolean;
}

/**
 * Keeps waivers, finds the one that covers a finding, and remembers which of them were of use. An expired waiver covers
 * nothing.
 */
export class WaiverBook {
  readonly #entries: readonly Entry[];
  readonly #used = new Set<number>();

  /** @param today the day of the check, as in `2026-11-21`. A waiver still holds on the day on which it expires */
  constructor(waivers: readonly Waiver[], today: string) {
    this.#entries = waivers.map((waiver) => ({
      waiver,
      pattern: patternOf(waiver.symbol),
      expired: waiver.expires < today,
    }));
  }

  /** Finds the waiver that covers a finding, and marks it as used. Undefined if none does. */
  cover({ rule, symbol }: Waivable): Waiver | undefined {
    for (const [at, { waiver, pattern, expired }] of this.#entries.entries()) {
      if (expired || waiver.rule !== rule || !pattern.test(symbol)) continue;
      this.#used.add(at);
      return waiver;
    }
    return undefined;
  }

  /** Gets the places of the waivers that were of use, in the list that the book was made of. */
  get used(): readonly number[] {
    return [...this.#used].sort((a, b) => a - b);
  }

  /** Marks waivers as used that were of use elsewhere, as in another thread. @param places as in {@link used} */
  markUsed(places: Iterable<number>): void {
    for (const place of places) this.#used.add(place);
  }

  /** Lists the waivers that expired, and those that nothing was found for. To be asked when all was checked. */
  problems(): WaiverProblem[] {
    return this.#entries.flatMap(({ waiver, expired }, at): WaiverProblem[] => {
      const what = `the waiver of ${waiver.rule} for "${waiver.symbol}" (${waiver.owner})`;
      if (expired) {
        const message = `${what} expired after ${waiver.expires}: mend what it waives, or renew it.`;
        return [{ kind: "expired", waiver, message }];
      }
      if (this.#used.has(at)) return [];
      return [
        { kind: "unused", waiver, message: `${what} waives nothing that was found: remove it.` },
      ];
    });
  }
}

function patternOf(symbol: string): RegExp {
  const parts = symbol.split("*").map((part) => escape(part));
  return new RegExp(`^${parts.join(".*")}$`, "s");
}

/** Node 22 has no RegExp.escape. */
function escape(text: string): string {
  return text.replaceAll(/[$()*+./?[\\\]^{|}]/g, String.raw`\$&`);
}
