/** Where text goes: standard output or standard error, or what stands for them in a test. */
export interface Output {
  write(text: string): unknown;
  /** Whether a person sees it on a terminal. */
  readonly isTTY?: boolean | undefined;
  /** How wide and how high the terminal is, in characters. */
  readonly columns?: number | undefined;
  readonly rows?: number | undefined;
}
