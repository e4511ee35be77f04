/** What became of the request to delete a run. */
export type DeleteResult =
  /** It is gone, with so many actions. */
  | { readonly kind: "deleted"; readonly revision: number; readonly actions: number }
  /** It hasn't settled. Nothing was deleted. */
  | { readonly kind: "open"; readonly openActions: number; readonly message: string }
  /** It has changed since it was looked at. Nothing was deleted. */
  | { readonly kind: "changed"; readonly revision: number; readonly message: string };
