/** One setting: all that flags, environment, file, help and documentation need to know of it. */
export interface Setting<T> {
  /** What stands for the value in help, as in `NUMBER`. Undefined: a flag that needs no value. */
  readonly placeholder: string | undefined;
  /** What it does, in a sentence or two. */
  readonly description: string;
  /** What it is where nobody says otherwise. */
  readonly fallback: T;
  /** What to write for the fallback where it depends on the machine. */
  readonly fallbackText?: string;
  /** Says what a value has to be, as in "a whole number from 1 to 10". */
  readonly expected: string;
  /** Reads what a flag or a variable says. Undefined: that is no such value. */
  parse(text: string): T | undefined;
  /** Reads what a file says. Undefined: that is no such value. */
  fromJson(value: unknown): T | undefined;
  /** Writes a value as a flag would say it. */
  show(value: T): string;
}

/** Says of each of a group of settings how it is set. */
export type SettingsTable<T> = { readonly [Name in keyof T]: Setting<T[Name]> };

/** What every kind of setting asks for. */
export interface SettingOptions<T> {
  readonly description: string;
  readonly fallback: T;
  readonly fallbackText?: string;
}
