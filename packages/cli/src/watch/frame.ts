/** An action as a watch shows it. */
export interface WatchedAction {
  readonly name: string;
  /** The name of the action above. Empty for the root. */
  readonly parent: string;
  /** The name to show. */
  readonly label: string;
  readonly phase: string;
  readonly attempts: number;
  /** The revision of the run at which it last changed. */
  readonly revision: number;
  /** False withdraws it. */
  readonly shown: boolean;
  /** How many of the actions below it, at every depth, are in which phase. */
  readonly counts: ReadonlyMap<string, number>;
}

/** One frame of a watch of a run's actions. */
export type WatchFrame =
  /** A part of the snapshot. */
  | { readonly kind: "snapshot"; readonly actions: readonly WatchedAction[] }
  /** The snapshot is complete. The watch can be resumed from its revision. */
  | {
      readonly kind: "complete";
      readonly revision: number;
      readonly shown: number;
      readonly total: number;
      /** The digest of the actions that are shown: see ActionDigest. */
      readonly digest: string;
    }
  /** What has changed. With a revision, the watch can be resumed from there. */
  | {
      readonly kind: "changed";
      readonly actions: readonly WatchedAction[];
      readonly revision: number | undefined;
      /** With a revision: how many actions are shown then, and their digest. */
      readonly shown: number;
      readonly digest: string;
    }
  /** The run has settled, and the watch ends. */
  | { readonly kind: "settled"; readonly revision: number; readonly phase: string };
