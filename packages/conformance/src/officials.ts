import type { Registry } from "@bufbuild/protobuf";
import { type Counterpart, flyte1, flyte2 } from "./counterparts.ts";
import {
  type ExpectedDifferences,
  expectedOfFlyte1,
  expectedOfFlyte2,
} from "./expected-differences.ts";
import { loadFlyteidl } from "./load-flyteidl.ts";
import { loadFlyteidl2 } from "./load-flyteidl2.ts";

/** An official package, and what we say of it. */
export interface Official {
  readonly title: string;
  readonly theirs: Registry;
  readonly counterparts: readonly Counterpart[];
  readonly expected: readonly ExpectedDifferences[];
}

/** Loads the official packages of Flyte 2 and Flyte 1. */
export async function loadOfficials(): Promise<Official[]> {
  return [
    {
      title: "@flyteorg/flyteidl2",
      theirs: await loadFlyteidl2(),
      counterparts: flyte2,
      expected: expectedOfFlyte2,
    },
    {
      title: "@flyteorg/flyteidl",
      theirs: loadFlyteidl(),
      counterparts: flyte1,
      expected: expectedOfFlyte1,
    },
  ];
}
