import { create, type DescMessage, type MessageShape } from "@bufbuild/protobuf";
import { Code } from "@connectrpc/connect";
import { LedgerError } from "@runledger/ledger";
import { type Status, StatusSchema } from "@runledger/proto/google/rpc";
import { GatewayError } from "../../errors/gateway-error.ts";
import { meantError } from "../../errors/meant-error.ts";
import { rpcCodes } from "../../rpc/rpc-codes.ts";
import { validate } from "../../rpc/validate.ts";

/**
 * Checks one item of a request against its schema's rules, and does what is to be done with it. What is wrong with the item
 * is its status; what is wrong with the ledger is thrown, and ends the call.
 */
export async function judged<Desc extends DescMessage>(
  schema: Desc,
  item: MessageShape<Desc> | undefined,
  judge: (item: MessageShape<Desc>) => Promise<Status>,
): Promise<Status> {
  try {
    if (item === undefined) {
      throw new GatewayError("BAD_INPUT", "request is missing.", { field: "request" });
    }
    validate(schema, item);
    return await judge(item);
  } catch (error) {
    const isItems = error instanceof GatewayError || isOwn(error);
    if (!isItems) throw error;
    const { code, message } = meantError(error);
    return create(StatusSchema, { code: rpcCodes[code] ?? Code.Internal, message });
  }
}

/** Whether the ledger complains of the item itself. */
function isOwn(error: unknown): boolean {
  if (!(error instanceof LedgerError)) return false;
  return error.kind === "invalid" || error.kind === "limit" || error.kind === "notFound";
}
