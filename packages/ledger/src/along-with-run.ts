import type { NewEntity } from "./entity.ts";
import type { Report } from "./report.ts";

/** What is committed together with a run, and only with one of which nobody had told. */
export interface AlongWithRun {
  /** What is known of its actions from the beginning. None of it may be refused. */
  readonly reports?: readonly Report[];
  /** What is registered with it, in place of what stands under the name. */
  readonly entity?: NewEntity;
}
