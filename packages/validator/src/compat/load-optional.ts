import { CompatError } from "./compat-error.ts";

/**
 * Loads a package that only some need.
 *
 * @param load imports it
 * @throws CompatError where it isn't installed
 */
export async function loadOptional<T>(name: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code !== "ERR_MODULE_NOT_FOUND") throw error;
    throw new CompatError(
      `${name} is not installed, and this comparison needs it: npm install --save-dev ${name}`,
      {
        cause: error,
      },
    );
  }
}
