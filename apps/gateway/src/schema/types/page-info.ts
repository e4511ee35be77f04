import { builder, type ObjectOf } from "../builder.ts";

/** Whether there is more, and where it begins. */
export interface PageInfo {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly startCursor: string | undefined;
  readonly endCursor: string | undefined;
}

export const pageInfo: ObjectOf<PageInfo> = builder.pageInfoRef() as unknown as ObjectOf<PageInfo>;
