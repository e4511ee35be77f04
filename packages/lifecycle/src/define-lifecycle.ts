import type { DescEnum, EnumShape } from "@bufbuild/protobuf";
import { checkLifecycle } from "./check-lifecycle.ts";
import { CompiledLifecycle } from "./compiled-lifecycle.ts";
import { readDeclaration } from "./declaration.ts";
import type { Lifecycle } from "./lifecycle.ts";
import { LifecycleError } from "./lifecycle-error.ts";

/**
 * Reads the lifecycle that an enum carries in its options. The result is immutable. Reading takes
 * some milliseconds the first time, so it is done once, where a module is loaded.
 *
 * Throws a {@link LifecycleError} that lists everything wrong if the enum declares none, or one
 * that contradicts itself.
 */
export function defineLifecycle<Desc extends DescEnum>(
  desc: Desc,
): Lifecycle<EnumShape<Desc> & number> {
  const problems = checkLifecycle(desc);
  const declaration = readDeclaration(desc);
  if (problems.length > 0 || declaration.lifecycle === undefined) {
    throw new LifecycleError(desc.typeName, problems);
  }
  const compiled: Lifecycle = new CompiledLifecycle(declaration, declaration.lifecycle);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- its numbers are the enum's, which only the type says.
  return compiled as Lifecycle<EnumShape<Desc> & number>;
}
