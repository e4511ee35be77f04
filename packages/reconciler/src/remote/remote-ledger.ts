import type { Client } from "@connectrpc/connect";
import type { DeclareResult } from "@runledger/ledger";
import type { ActionDetails, ActionIdentifier } from "@runledger/proto";
import type { DescribeWorkResponse, WorkService } from "@runledger/proto/work/v1";
import type { RuleId } from "@runledger/state";
import type { StepsLedger } from "../workflow/steps-ledger.ts";

/** The ledger that stands behind a gateway, as far as workflows ask of it. */
export function remoteLedger(
  client: Client<typeof WorkService>,
  { actionsPerBatch, bytesPerReport }: DescribeWorkResponse,
): StepsLedger {
  const getActionsDetails = async (
    actions: readonly ActionIdentifier[],
  ): Promise<(ActionDetails | undefined)[]> => {
    const found = await client.getActions({ actions: [...actions] });
    return found.actions.map(({ details }) => details);
  };
  return {
    limits: { actionsPerBatch, bytesPerReport },
    getActionsDetails,
    async getActionDetails(action) {
      const [details] = await getActionsDetails([action]);
      return details;
    },
    async declareActions(run, declarations) {
      const { answers } = await client.declareActions({ run, actions: [...declarations] });
      return answers.map(({ message, refusedBy }): DeclareResult =>
        refusedBy === ""
          ? { kind: "same" }
          : { kind: "refused", rule: refusedBy as RuleId, message },
      );
    },
    async record(reports) {
      const { outcomes } = await client.recordReports({ reports: [...reports] });
      return outcomes;
    },
    async abortAction(action, { reason }) {
      await client.abortAction({ action, reason });
    },
    async *watchActions(run, { signal }) {
      // A watch lasts as long as its run.
      const options = { timeoutMs: 0, signal };
      try {
        for await (const { frame } of client.watchActions({ run }, options)) if (frame) yield frame;
      } catch (error) {
        if (!signal.aborted) throw error;
      }
    },
  };
}
