/** Names an option as it is given: beside a flag `--database` stands a flag `--database-connections`. */
export function optionName(option: string, setting: string): string {
  if (!setting.startsWith("--")) return option;
  return `${setting}-${option.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
