import { Code, ConnectError } from "@connectrpc/connect";
import { LaunchPlanState } from "@runledger/proto/flyteidl/admin";
import type { Registration } from "./registration.ts";

type RequestOf<Kind extends Registration["kind"]> = Extract<
  Registration,
  { readonly kind: Kind }
>["request"];

/** What of an AdminService is called to register: a client of Connect has it. */
export interface RegisteringService {
  createTask(request: RequestOf<"task">): Promise<unknown>;
  createWorkflow(request: RequestOf<"workflow">): Promise<unknown>;
  createLaunchPlan(request: RequestOf<"launch plan">): Promise<unknown>;
  updateLaunchPlan(request: {
    readonly id: NonNullable<RequestOf<"launch plan">["id"]>;
    readonly state: LaunchPlanState;
  }): Promise<unknown>;
}

/** What became of something that was to be registered. `known`: the same was registered before. */
export type Registered =
  | { readonly kind: "registered" | "known" }
  | { readonly kind: "refused"; readonly message: string };

/** Codes that say that something is wrong with what was to be registered, and not with the way there. */
const refusals: ReadonlySet<Code> = new Set([
  Code.InvalidArgument,
  Code.NotFound,
  Code.FailedPrecondition,
  Code.OutOfRange,
]);

/**
 * Registers something. To do so again changes nothing.
 *
 * @param activate whether a launch plan becomes the active version of its name
 * @throws ConnectError where nobody has judged it
 */
export async function registerOne(
  admin: RegisteringService,
  registration: Registration,
  activate: boolean,
): Promise<Registered> {
  try {
    const kind = await create(admin, registration);
    const { id } = registration.request;
    if (activate && registration.kind === "launch plan" && id !== undefined) {
      await admin.updateLaunchPlan({ id, state: LaunchPlanState.ACTIVE });
    }
    return { kind };
  } catch (error) {
    const { code, rawMessage } = ConnectError.from(error);
    if (refusals.has(code)) return { kind: "refused", message: rawMessage };
    throw error;
  }
}

async function create(
  admin: RegisteringService,
  registration: Registration,
): Promise<"registered" | "known"> {
  try {
    switch (registration.kind) {
      case "task":
        await admin.createTask(registration.request);
        break;
      case "workflow":
        await admin.createWorkflow(registration.request);
        break;
      case "launch plan":
        await admin.createLaunchPlan(registration.request);
        break;
    }
    return "registered";
  } catch (error) {
    if (ConnectError.from(error).code === Code.AlreadyExists) return "known";
    throw error;
  }
}
