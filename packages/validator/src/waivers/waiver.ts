/** Says that a finding is known and borne for a while: by whom, why and until when. */
export interface Waiver {
  /** The id of the rule, as in `RL301`. */
  readonly rule: string;
  /** What the finding is about, as the finding's `symbol` has it. `*` stands for any characters, slashes included. */
  readonly symbol: string;
  /** Why it is borne, for people. */
  readonly reason: string;
  /** Who answers for it: a team or a person. */
  readonly owner: string;
  /** The last day on which it holds, as in `2026-12-31`. */
  readonly expires: string;
}
