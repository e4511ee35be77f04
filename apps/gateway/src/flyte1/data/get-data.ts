import { create, type MessageInitShape } from "@bufbuild/protobuf";
import {
  type LiteralMap,
  LiteralMapSchema,
  NodeExecutionIdentifierSchema,
} from "@runledger/proto/flyteidl/core";
import type { GetDataResponseSchema } from "@runledger/proto/flyteidl/service";
import { badInput } from "../../errors/bad-input.ts";
import { GatewayError } from "../../errors/gateway-error.ts";
import type { SurfaceContext } from "../../flyte2/surface-context.ts";
import { levelData } from "../executions/execution-data.ts";
import { findNode } from "../nodes/nodes.ts";

/** flyte://v1/project/domain/execution/node[/attempt]/i|o[/name]. */
const form =
  /^flyte:\/\/v1\/([^/]+)\/([^/]+)\/([^/]+)\/([^/]+)(?:\/([0-9]{1,9}))?\/([io])(?:\/([^/]+))?$/;

/**
 * Gets what a node or one of its attempts took or gave, by the address that its data has: all of it, or one value.
 *
 * @throws GatewayError BAD_INPUT for an address of another form; NOT_FOUND where there is nothing
 */
export async function getData(
  context: SurfaceContext,
  flyteUrl: string,
): Promise<MessageInitShape<typeof GetDataResponseSchema>> {
  const [, project = "", domain = "", name = "", nodeId = "", attempt, which, value] =
    form.exec(flyteUrl) ?? [];
  if (which === undefined)
    throw badInput(
      "flyte_url",
      `flyte_url is ${JSON.stringify(flyteUrl.slice(0, 300))}. It has the form flyte://v1/PROJECT/DOMAIN/EXECUTION/NODE/i, with o for outputs, an attempt before it or a value's name behind it where only that is meant.`,
    );
  const executionId = { project, domain, name };
  const id = create(NodeExecutionIdentifierSchema, { nodeId, executionId });
  const details = await findNode(context.ledger, id, "flyte_url");
  // Flyte 1 counts attempts from 0.
  const number = attempt === undefined ? undefined : Number(attempt) + 1;
  const found = details.attempts.find((each) => each.attempt === number);
  if (number !== undefined && found === undefined)
    throw new GatewayError("NOT_FOUND", `${flyteUrl}: there is no such attempt.`);
  const data = await levelData(context, details, found ?? details.attempts.at(-1));
  const literals = which === "i" ? data.fullInputs : data.fullOutputs;
  if (value !== undefined)
    return { data: { case: "literal", value: one(literals, value, flyteUrl) } };
  return { data: { case: "literalMap", value: literals ?? create(LiteralMapSchema) } };
}

function one(map: LiteralMap | undefined, name: string, flyteUrl: string) {
  const literals = map?.literals ?? {};
  const found = Object.hasOwn(literals, name) ? literals[name] : undefined;
  if (found !== undefined) return found;
  throw new GatewayError("NOT_FOUND", `${flyteUrl}: there is no value of that name.`);
}
