/** One thing that is wrong with a message. */
export interface Violation {
  /** The rule, as in `RL101`. */
  readonly rule: string;
  /** Where in the message, by the names of the schema: `log_info[2].uri`. Empty: the message as a whole. */
  readonly field: string;
  /** Which of the schema's own rules, as in `string.max_len`. Empty where the rule isn't one of the schema's. */
  readonly rulePath: string;
  /** What is wrong, in a sentence that names the value and the limit. */
  readonly message: string;
  /** The value, shortened; `[redacted]` where the schema marks the field with `debug_redact`. Undefined: it has none. */
  readonly value: string | undefined;
}
