import type { TestGateway } from "./start-test-gateway.ts";

/** A run that tests tell of. */
export interface StoryRun {
  readonly project: string;
  readonly domain: string;
  readonly name: string;
}

/** The run that most tests tell of. */
export const storyRun: StoryRun = { project: "docs", domain: "development", name: "hello" };

/** A report, in short. */
export interface Told {
  readonly action: string;
  readonly phase: string;
  readonly attempt?: number;
  readonly version?: number;
  readonly parent?: string;
}

/** Reports what is told, and answers what became of each. */
export async function tell(
  gateway: Pick<TestGateway, "send">,
  told: readonly Told[],
  run: StoryRun = storyRun,
): Promise<readonly { readonly outcome: string; readonly revision: number | null }[]> {
  const reports = told.map(({ action, phase, attempt = 1, version = 0, parent }) => ({
    event: { id: { run, name: action }, attempt, phase, version },
    ...(parent !== undefined && { declaration: { metadata: { parent } } }),
  }));
  const { data, errors } = await gateway.send(
    `mutation ($reports: [ReportInput!]!) {
      reportEvents(input: {reports: $reports}) { results { outcome revision message } }
    }`,
    { reports },
  );
  if (errors.length > 0) throw new Error(JSON.stringify(errors));
  return data.reportEvents.results;
}
