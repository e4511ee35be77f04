/** A value of a lifecycle that a test makes up. */
export interface ValueSketch {
  readonly number: number;
  readonly role?: "absent" | "pending" | "active" | "awaiting_signal" | "ending";
  /** Makes it terminal. */
  readonly ends?: "attempt" | "subject";
  readonly outcome?: "success" | "failure" | "aborted" | "neutral";
  readonly to?: readonly string[];
  readonly retryable?: boolean;
  readonly starts?: boolean;
}

/** A lifecycle that a test makes up. Names are short: the source adds the prefix. */
export interface Sketch {
  readonly version: number;
  readonly initial: string;
  readonly values: Readonly<Record<string, ValueSketch>>;
}

/** A job: queued, at work, done or failed and tried again. */
export const job: Sketch = {
  version: 1,
  initial: "QUEUED",
  values: {
    UNSPECIFIED: { number: 0, role: "absent" },
    QUEUED: { number: 1, role: "pending", to: ["RUNNING", "FAILED"], starts: true },
    RUNNING: { number: 2, role: "active", to: ["DONE", "FAILED"], starts: true },
    DONE: { number: 3, ends: "subject", outcome: "success", starts: true },
    FAILED: { number: 4, ends: "attempt", outcome: "failure", retryable: true, starts: true },
  },
};

/** Writes the source of an enum `Phase` that carries a lifecycle. */
export function enumSource({ version, initial, values }: Sketch): string {
  const lines = Object.entries(values).map(([name, value]) => `  ${valueSource(name, value)}`);
  return `enum Phase {
  option (runledger.lifecycle.v1.lifecycle) = {
    subject: "job"
    description: "What a job goes through."
    initial: "PHASE_${initial}"
    version: ${version}
  };
${lines.join("\n")}
}
`;
}

function valueSource(name: string, value: ValueSketch): string {
  const { number, role, ends, outcome, to = [], retryable = false, starts = false } = value;
  const parts = [
    `description: "${name.toLowerCase()}"`,
    `role: ROLE_${ends === undefined ? (role ?? "active").toUpperCase() : "TERMINAL"}`,
    ...(ends === undefined ? [] : [`ends: ENDS_${ends.toUpperCase()}`]),
    ...(outcome === undefined ? [] : [`outcome: OUTCOME_${outcome.toUpperCase()}`]),
    ...(to.length === 0
      ? []
      : [`followed_by: [${to.map((each) => `"PHASE_${each}"`).join(", ")}]`]),
    ...(retryable ? ["retryable: true"] : []),
    ...(starts ? ["starts_attempt: true"] : []),
  ];
  return `PHASE_${name} = ${number} [(runledger.lifecycle.v1.step) = {${parts.join(", ")}}];`;
}

/** Changes values of a sketch, adds some, takes away those that are undefined, and raises the version. */
export function edit(
  sketch: Sketch,
  values: Readonly<Record<string, Partial<ValueSketch> | undefined>>,
  more: Partial<Sketch> = {},
): Sketch {
  const edited: Record<string, ValueSketch> = { ...sketch.values };
  for (const [name, change] of Object.entries(values)) {
    if (change === undefined) delete edited[name];
    else edited[name] = { ...(edited[name] ?? { number: -1 }), ...change };
  }
  return { ...sketch, version: sketch.version + 1, values: edited, ...more };
}
