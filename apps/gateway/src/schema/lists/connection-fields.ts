// The lists that hang on a run and on an action.
import { builder } from "../builder.ts";
import { actionFilter } from "../inputs/action-filter.ts";
import { actionOrder } from "../inputs/order.ts";
import { defaultPageSize } from "../inputs/page-args.ts";
import { action } from "../types/action.ts";
import {
  actionConnection,
  quarantinedEventConnection,
  recordedEventConnection,
} from "../types/connections.ts";
import { toConnection } from "../types/connection.ts";
import { errorGroup } from "../types/error-group.ts";
import { run, runId } from "../types/run.ts";
import { requireField } from "../require-field.ts";
import { pageQuery } from "../inputs/page-args.ts";
import { listActions } from "./actions.ts";
import { listCost } from "./list-cost.ts";
import { listEvents } from "./events.ts";

builder.objectFields(run, (t) => {
  const page = {
    first: t.arg.int({
      required: false,
      description: `How many rows. ${defaultPageSize} where nothing is said.`,
    }),
    after: t.arg.string({
      required: false,
      description: "The cursor of the row that the page begins behind.",
    }),
  };
  return {
    actions: t.field({
      type: actionConnection,
      description:
        "Its actions, in the order in which the ledger heard of them where nothing else is said.",
      args: {
        ...page,
        filter: t.arg({ type: actionFilter, required: false, description: "Which ones." }),
        orderBy: t.arg({ type: [actionOrder], required: false, description: "By what to sort." }),
      },
      complexity: listCost,
      resolve: (own, args, context) => listActions(runId(own), args, context),
    }),
    events: t.field({
      type: recordedEventConnection,
      description: "Its reports, in the order in which the ledger took them.",
      args: {
        ...page,
        afterRevision: t.arg({
          type: "Revision",
          required: false,
          description: "Only those that came after this revision.",
        }),
      },
      complexity: listCost,
      resolve: (own, args, context) => listEvents(runId(own), undefined, args, context),
    }),
    quarantine: t.field({
      type: quarantinedEventConnection,
      description: "Its refused reports, newest first.",
      args: page,
      complexity: listCost,
      resolve: async (own, args, context) => {
        const { project, domain, name } = runId(own);
        return toConnection(
          await context.ledger.listQuarantine({
            project,
            domain,
            run: name,
            ...pageQuery(args, context),
          }),
        );
      },
    }),
    errorGroups: t.field({
      type: [errorGroup],
      description: "Its errors, grouped by kind and code, the most frequent first.",
      complexity: { field: 5, multiplier: 5 },
      resolve: (own, _, { ledger }) => ledger.errorGroups({ run: runId(own) }),
    }),
  };
});

builder.objectFields(action, (t) => {
  const page = {
    first: t.arg.int({
      required: false,
      description: `How many rows. ${defaultPageSize} where nothing is said.`,
    }),
    after: t.arg.string({
      required: false,
      description: "The cursor of the row that the page begins behind.",
    }),
  };
  return {
    children: t.field({
      type: actionConnection,
      description: "The actions directly below it.",
      args: {
        ...page,
        filter: t.arg({ type: actionFilter, required: false, description: "Which ones." }),
        orderBy: t.arg({ type: [actionOrder], required: false, description: "By what to sort." }),
      },
      complexity: listCost,
      resolve: (own, args, context) => {
        const id = requireField(own.id, "Action.id");
        return listActions(requireField(id.run, "Action.id.run"), args, context, [
          { column: "parent", condition: { kind: "in", values: [id.name] } },
        ]);
      },
    }),
    events: t.field({
      type: recordedEventConnection,
      description:
        "The reports on it, in the order in which the ledger took them: how it got where it is.",
      args: {
        ...page,
        afterRevision: t.arg({
          type: "Revision",
          required: false,
          description: "Only those that came after this revision.",
        }),
      },
      complexity: listCost,
      resolve: (own, args, context) => {
        const id = requireField(own.id, "Action.id");
        return listEvents(requireField(id.run, "Action.id.run"), id.name, args, context);
      },
    }),
  };
});
