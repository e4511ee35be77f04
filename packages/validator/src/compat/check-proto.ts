import { checkSchemas } from "./check-schemas.ts";
import type { Finding } from "./finding.ts";
import type { WireCategory } from "./policy/policy.ts";
import type { Buf } from "./schema/buf.ts";
import { placeOf } from "./schema/place-of.ts";
import type { Side } from "./side.ts";
import { checkWire } from "./wire/check-wire.ts";

/** How to compare, and where the files of the new side lie. */
export interface ProtoContext {
  readonly buf: Buf;
  readonly category: WireCategory;
  readonly fileOf: (name: string) => string;
  /** Makes an empty folder. */
  readonly scratch: () => Promise<string>;
}

/** Compares all that .proto files say. */
export async function checkProto(
  before: NonNullable<Side["proto"]>,
  after: NonNullable<Side["proto"]>,
  { buf, category, fileOf, scratch }: ProtoContext,
): Promise<Finding[]> {
  const packages = new Map(
    [...before.schema.files, ...after.schema.files].map(({ proto }) => [proto.name, proto.package]),
  );
  const packageOf = (file: string | undefined): string => packages.get(file ?? "") ?? "";
  const input = { before: before.image, after: after.image, category, packageOf, fileOf };
  const wire = await checkWire(buf, input, await scratch());
  return [
    ...wire,
    ...checkSchemas(before.schema, after.schema).map((f) => withPlace(f, after, fileOf)),
  ];
}

/** Says where to look: in the new schema, or else in which file of the old one. */
export function withPlace(
  finding: Finding,
  { schema }: NonNullable<Side["proto"]>,
  fileOf: (name: string) => string,
): Finding {
  if (finding.source === undefined) {
    const file = finding.oldSource?.file;
    return file === undefined ? finding : { ...finding, place: { file: fileOf(file) } };
  }
  return { ...finding, place: placeOf(schema.registry, finding.source, fileOf) };
}
