import { Code, ConnectError, type ServiceImpl } from "@connectrpc/connect";
import type { StateService } from "@runledger/proto/flyteidl2/workflow";
import { present } from "../present.ts";
import type { SurfaceContext } from "../surface-context.ts";
import { watchChildren } from "./watch-children.ts";

/** Shows the state of actions to their parents. An engine's own notes aren't kept: its reports are. */
export function stateService(context: SurfaceContext): ServiceImpl<typeof StateService> {
  const refuse = (): never => {
    throw new ConnectError(
      "An engine's own notes on an action aren't kept here. Report where the action is with ActionsService.Update or InternalRunService.",
      Code.Unimplemented,
    );
  };
  return {
    put: refuse,
    get: refuse,
    watch: ({ filter }, { signal }) => watchChildren(context, present(filter.value), signal),
  };
}
