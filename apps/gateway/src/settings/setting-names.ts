/** Names the flag of a setting: `--page-size` for `pageSize`. */
export function flagOf(name: string): string {
  return `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** Names the environment variable of a setting: `RUNLEDGER_PAGE_SIZE` for `pageSize`. */
export function variableOf(name: string): string {
  return `RUNLEDGER_${name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}
