import type { ActionEvent } from "@runledger/proto/run/v1";
import * as fc from "fast-check";
import { LEDGER_PRODUCER, LEDGER_VERSION } from "../ledger-report.ts";
import { arbitraryTold } from "./arbitrary-report.ts";
import { declaredSteps } from "./declared-steps.ts";
import { report } from "./report.ts";

const phases = [...declaredSteps.map(({ number }) => number), 99];

/** Reports that make no sense together, and some that make none by themselves. */
export const arbitraryStream: fc.Arbitrary<ActionEvent[]> = fc.array(
  fc
    .record({
      attempt: fc.nat(4),
      phase: fc.constantFrom(...phases),
      version: fc.constantFrom(0, 1, 2, LEDGER_VERSION),
      told: arbitraryTold,
    })
    .map(({ told, attempt, phase, version }) =>
      report({
        ...told,
        attempt,
        phase,
        version,
        ...(version === LEDGER_VERSION ? { producer: LEDGER_PRODUCER } : {}),
      }),
    ),
  { maxLength: 30 },
);
