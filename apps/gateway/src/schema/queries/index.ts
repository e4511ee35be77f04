// What can be asked.
import { defineLifecycle, findLifecycles } from "@runledger/lifecycle";
import { file_runledger_core_v1_execution, file_runledger_core_v1_phase } from "@runledger/proto";
import { badInput } from "../../errors/bad-input.ts";
import { builder } from "../builder.ts";
import {
  actionIdentifierInput,
  runIdentifierInput,
  toActionIdentifier,
  toRunIdentifier,
} from "../inputs/identifiers.ts";
import { runOrder, toSort } from "../inputs/order.ts";
import { defaultPageSize, pageQuery } from "../inputs/page-args.ts";
import { quarantineFilter, quarantineQuery } from "../inputs/quarantine-filter.ts";
import { runFilter, runQuery } from "../inputs/run-filter.ts";
import { listCost } from "../lists/list-cost.ts";
import { action } from "../types/action.ts";
import { toConnection } from "../types/connection.ts";
import { quarantinedEventConnection, runConnection } from "../types/connections.ts";
import { errorGroup } from "../types/error-group.ts";
import { lifecycle } from "../types/lifecycle.ts";
import { rule } from "../types/rule.ts";
import { run } from "../types/run.ts";
import { server } from "../types/server.ts";
import { allRules } from "../rule-of.ts";

const lifecycles = findLifecycles([
  file_runledger_core_v1_phase,
  file_runledger_core_v1_execution,
]).map((desc) => defineLifecycle(desc));

builder.queryType({ description: "What can be asked." });

builder.queryFields((t) => ({
  run: t.field({
    type: run,
    nullable: true,
    description: "Gets a run by its name. Null: there is none.",
    args: {
      run: t.arg({ type: runIdentifierInput, required: true, description: "What it is named by." }),
    },
    resolve: (_, args, { loaders }) => loaders.run.load(toRunIdentifier(args.run, "run")),
  }),
  runs: t.field({
    type: runConnection,
    description: "Lists runs, the newest first where nothing else is said.",
    args: {
      first: t.arg.int({
        required: false,
        description: `How many rows. ${defaultPageSize} where nothing is said.`,
      }),
      after: t.arg.string({
        required: false,
        description: "The cursor of the row that the page begins behind.",
      }),
      filter: t.arg({ type: runFilter, required: false, description: "Which ones." }),
      orderBy: t.arg({ type: [runOrder], required: false, description: "By what to sort." }),
    },
    complexity: listCost,
    resolve: async (_, { filter, orderBy, ...page }, context) => {
      const sort = toSort(orderBy);
      return toConnection(
        await context.ledger.listRuns({
          ...runQuery(filter ?? {}),
          ...(sort && { sort }),
          ...pageQuery(page, context),
        }),
      );
    },
  }),
  action: t.field({
    type: action,
    nullable: true,
    description: "Gets an action by its name. Null: there is none.",
    args: {
      action: t.arg({
        type: actionIdentifierInput,
        required: true,
        description: "What it is named by.",
      }),
    },
    resolve: (_, args, { loaders }) =>
      loaders.actionDetails.load(toActionIdentifier(args.action, "action")),
  }),
  quarantine: t.field({
    type: quarantinedEventConnection,
    description: "Lists refused reports, newest first.",
    args: {
      first: t.arg.int({
        required: false,
        description: `How many rows. ${defaultPageSize} where nothing is said.`,
      }),
      after: t.arg.string({
        required: false,
        description: "The cursor of the row that the page begins behind.",
      }),
      filter: t.arg({ type: quarantineFilter, required: false, description: "Which ones." }),
    },
    complexity: listCost,
    resolve: async (_, { filter, ...page }, context) =>
      toConnection(
        await context.ledger.listQuarantine({
          ...quarantineQuery(filter ?? {}),
          ...pageQuery(page, context),
        }),
      ),
  }),
  errorGroups: t.field({
    type: [errorGroup],
    description:
      "Groups the errors of a project and domain by kind and code, the most frequent first. Those of a run: `Run.errorGroups`.",
    args: {
      project: t.arg.string({ required: true, description: "The project." }),
      domain: t.arg.string({ required: true, description: "The domain." }),
    },
    complexity: { field: 20, multiplier: 5 },
    resolve: (_, { project, domain }, { ledger }) => ledger.errorGroups({ project, domain }),
  }),
  lifecycles: t.field({
    type: [lifecycle],
    description:
      "The lifecycles that the protocol declares: the ledger's own, and Flyte 1's three.",
    resolve: () => lifecycles,
  }),
  lifecycle: t.field({
    type: lifecycle,
    description: "One lifecycle.",
    args: {
      name: t.arg.string({
        defaultValue: "runledger.core.v1.ActionPhase",
        required: true,
        description: "The enum's full name.",
      }),
    },
    resolve: (_, { name }) => {
      const found = lifecycles.find(({ typeName }) => typeName === name);
      if (found === undefined) {
        throw badInput(
          "name",
          `name is ${JSON.stringify(name)}, which has no lifecycle: take one of ${lifecycles.map(({ typeName }) => typeName).join(", ")}.`,
        );
      }
      return found;
    },
  }),
  rules: t.field({
    type: [rule],
    description: "The rules by which the ledger refuses.",
    resolve: () => [...allRules],
  }),
  server: t.field({
    type: server,
    description: "What this gateway tells of itself.",
    resolve: (_, __, context) => context.server,
  }),
}));
