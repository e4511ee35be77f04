import type { Plugin } from "./plugin.ts";

/**
 * Finds plugins by the task types that they take.
 *
 * @throws TypeError if two take the same one
 */
export function pluginsByType(plugins: readonly Plugin[]): ReadonlyMap<string, Plugin> {
  const byType = new Map<string, Plugin>();
  for (const plugin of plugins) {
    for (const type of plugin.taskTypes) {
      if (byType.has(type))
        throw new TypeError(`plugins: two of them take the task type "${type}".`);
      byType.set(type, plugin);
    }
  }
  return byType;
}
