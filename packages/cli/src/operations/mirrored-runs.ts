import type { Operation } from "../client/gateway-client.ts";
import { type Page, readPage } from "./page.ts";

/** Which runs are asked for: those of a project and domain with this label. */
export interface MirroredRunsVariables {
  readonly project: string;
  readonly domain: string;
  readonly label: { readonly key: string; readonly value: string };
  /** The cursor of the page before. */
  readonly after?: string;
}

/** A run that was mirrored before, as far as it tells whether it is whole. */
export interface MirroredRun {
  readonly name: string;
  /** As GraphQL has it, without the enum's prefix. */
  readonly phase: string;
  readonly settled: boolean;
  readonly attempts: number;
}

const maxText = 1024;

/** Lists runs that were mirrored before. Its nodes are `MirroredRun`s. */
export const mirroredRuns: Operation<MirroredRunsVariables, Page> = {
  document: `query MirroredRuns($filter: RunFilter, $after: String) {
  runs(first: 100, after: $after, filter: $filter) {
    pageInfo { hasNextPage endCursor }
    edges { node { name phase settled action { status { attempts } } } }
  }
}`,
  variables: ({ project, domain, label, after }) => ({
    filter: { project, domain, labels: [{ key: label.key, value: { in: [label.value] } }] },
    ...(after === undefined ? {} : { after }),
  }),
  read: (data) =>
    readPage(data.get("runs"), (node): MirroredRun => {
      const attempts = node.get("action").get("status").get("attempts").value;
      return {
        name: node.get("name").string(maxText) ?? "",
        phase: node.get("phase").string(maxText) ?? "",
        settled: node.get("settled").value === true,
        attempts: typeof attempts === "number" ? attempts : 0,
      };
    }),
};
