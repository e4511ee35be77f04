import { defaultPageSize, type PageArguments } from "../inputs/page-args.ts";

/** Says what a list costs: 5 points for the query, and what a row costs for each row that may come. */
export function listCost({ first }: PageArguments): {
  readonly field: number;
  readonly multiplier: number;
} {
  return { field: 5, multiplier: Math.max(first ?? defaultPageSize, 0) };
}
