import { decodeGlobalID } from "@pothos/plugin-relay";
import { badInput } from "../errors/bad-input.ts";

/**
 * Reads a global id.
 *
 * @throws GatewayError BAD_INPUT if it is none.
 */
export function readGlobalId(text: string): { readonly typename: string; readonly id: string } {
  try {
    return decodeGlobalID(text);
  } catch {
    throw badInput(
      "id",
      `id is ${JSON.stringify(text)}, which is no global id: take one from the field id of a run or an action.`,
    );
  }
}
