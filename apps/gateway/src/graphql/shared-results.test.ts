import type { ExecutionResult } from "graphql";
import { getOperationAST, Kind, parse } from "graphql";
import { describe, expect, onTestFinished, test } from "vitest";
import { resultEvent } from "../sse/event-text.ts";
import { countingLedger } from "../testing/counting-ledger.ts";
import { openGraphQL } from "../testing/open-graphql.ts";
import { storyRun as run, tell } from "../testing/story.ts";
import type { GraphQLServer } from "./graphql-server.ts";
import { ResponseStream } from "./response-stream.ts";
import { selectionVariant } from "./selection-variant.ts";

const transport = { requestId: "1", signal: new AbortController().signal, streams: true };

async function open(
  graphql: GraphQLServer,
  query: string,
  variables: Record<string, unknown>,
): Promise<ResponseStream> {
  const prepared = await graphql.prepare({ query, variables }, transport);
  const result = prepared.kind === "ready" ? await prepared.run() : prepared.result;
  if (!(result instanceof ResponseStream)) throw new Error(JSON.stringify(result));
  onTestFinished(async () => void (await result.return()));
  return result;
}

async function next(stream: ResponseStream): Promise<ExecutionResult> {
  const step = await stream.next();
  if (step.done === true) throw new Error("The stream has ended.");
  return step.value;
}

const watch = `subscription ($run: RunIdentifierInput!, $afterRevision: Revision, $attempts: Boolean = true) {
  runActions(run: $run, afterRevision: $afterRevision) {
    ... on SnapshotComplete { revision }
    ... on ActionsChanged { actions { action { name attempts @include(if: $attempts) { attempt phase } } } }
  }
}`;
const plain = watch
  .replace(" @include(if: $attempts)", "")
  .replace(", $attempts: Boolean = true", "");

describe("Subscribers with one selection", () => {
  test("cost one execution and one writing a change, and get what each of them asked for", async () => {
    const asked = new Map<string, number>();
    const graphql = await openGraphQL({}, (ledger) => countingLedger(ledger, asked));
    const send = async (query: string, variables: object): Promise<any> => {
      const prepared = await graphql.prepare({ query, variables: { ...variables } }, transport);
      if (prepared.kind === "refused") throw new Error("refused");
      const result = await prepared.run();
      return result instanceof ResponseStream ? undefined : { errors: [], ...result };
    };
    await tell({ send }, [{ action: "a0", phase: "RUNNING" }]);
    const same = await Promise.all(Array.from({ length: 20 }, () => open(graphql, plain, { run })));
    // The same selection, resumed by an argument; the same shape, but with a variable in the selection; and another text.
    const resumed = await open(graphql, plain, { run, afterRevision: 2 });
    const without = await open(graphql, watch, { run, attempts: false });
    const other = await open(graphql, `${plain} # another text`, { run });
    for (const stream of [...same, without, other]) {
      await next(stream);
      await next(stream);
    }
    const waiting = Promise.all([...same, resumed, without, other].map(next));
    asked.clear();
    await tell({ send }, [{ action: "t", phase: "RUNNING" }]);
    const results = await waiting;
    const [first] = results;
    const full = [
      { action: { name: "a0", attempts: [{ attempt: 1, phase: "RUNNING" }] } },
      { action: { name: "t", attempts: [{ attempt: 1, phase: "RUNNING" }] } },
    ];
    expect((first as any).data.runActions.actions).toEqual(full);
    for (const result of results.slice(0, 21)) {
      expect(result).toBe(first);
      expect(resultEvent(result)).toBe(resultEvent(first!));
    }
    expect((results[21] as any).data.runActions.actions).toEqual([
      { action: { name: "a0" } },
      { action: { name: "t" } },
    ]);
    expect((results[22] as any).data.runActions.actions).toEqual(full);
    expect(results[22]).not.toBe(first);
    // Once for the twenty-one, once for the other text; none for the one that doesn't ask for attempts.
    expect(asked.get("getActionsDetails")).toBe(2);
  });
});

describe("What a selection depends on", () => {
  const fragment = "fragment F on ActionsChanged { revision @include(if: $x) }";
  test.each([
    ["subscription ($x: Boolean!, $r: Int) { runs(after: $r) { cursor } }", false],
    ["subscription ($x: Boolean!) { runs { cursor @skip(if: $x) } }", true],
    ["subscription ($x: Boolean!) { runs @skip(if: $x) { cursor } }", true],
    ["subscription ($n: Int) { runs { runs { actions(first: $n) { totalCount } } } }", true],
    [`subscription ($r: Int, $x: Boolean!) { runActions(after: $r) { ...F } } ${fragment}`, true],
    ["subscription Named { runs { cursor } }", false],
  ])("%s: on its variables? %s", (text, depends) => {
    const document = parse(text);
    const operation = getOperationAST(document);
    if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error("No operation.");
    const [one, two] = [{ x: true }, { x: false }].map((variables) =>
      selectionVariant(document, operation, variables),
    );
    expect(one === two).toBe(!depends);
  });
});
