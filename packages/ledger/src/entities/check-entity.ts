import type { Entity } from "../entity.ts";
import type { FieldViolation } from "../ledger-error.ts";
import type { LedgerLimits } from "../limits.ts";
import { overLimit } from "../over-limit.ts";
import { invalid } from "../validate/invalid.ts";

/** How long a name may be. They stand in keys of indexes, of which PostgreSQL's hold 2,700 bytes. */
const LONGEST = {
  kind: 63,
  project: 63,
  domain: 63,
  name: 1024,
  version: 255,
  title: 1024,
} as const;

type Checked = Pick<Entity, keyof typeof LONGEST | "body">;

/**
 * Checks what is to be registered.
 *
 * @throws LedgerError of kind `invalid` for a field that is too long or missing, `limit` for a message that is too large
 */
export function checkEntity(entity: Checked, limits: LedgerLimits): void {
  const violations: FieldViolation[] = [];
  for (const [field, longest] of Object.entries(LONGEST)) {
    const { length } = entity[field as keyof typeof LONGEST];
    if (length > longest)
      violations.push({ field, message: `has ${length} characters, and the most is ${longest}.` });
  }
  for (const field of ["kind", "project", "name"] as const)
    if (entity[field] === "") violations.push({ field, message: "is missing." });
  if (violations.length > 0) throw invalid(violations);
  const size = entity.body.byteLength;
  if (size > limits.bytesPerReport)
    throw overLimit(limits, "bytesPerReport", `Bytes of the ${entity.kind}`, size);
}
