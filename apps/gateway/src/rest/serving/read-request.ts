import { create, type Message } from "@bufbuild/protobuf";
import { Parameters } from "../reading/parameters.ts";
import { readJson } from "../reading/read-json.ts";
import type { HttpBinding } from "../routing/http-bindings.ts";
import type { Marshaller } from "./marshallers.ts";

/** What a request brings. */
export interface RequestParts {
  /** What the path says, one text for each variable of the template. */
  readonly captured: readonly string[];
  readonly query: URLSearchParams;
  readonly body: Buffer;
}

/**
 * Makes the method's message of a request: out of the body, then the query, then the path, which has the last word.
 *
 * @throws GatewayError BAD_INPUT that names the field
 */
export function readRequest(
  { method, variables, body: bodyIs }: HttpBinding,
  { captured, query, body }: RequestParts,
  inbound: Marshaller,
): Message {
  const message = readBody(method.input, bodyIs, body, inbound);
  const bound = [...variables, ...(typeof bodyIs === "object" ? [[bodyIs]] : [])];
  const parameters = new Parameters(method.input, bound);
  // Where the body is all, there is nothing left for a query to say.
  if (bodyIs !== "all") parameters.read(query);
  for (const [index, path] of variables.entries()) parameters.set(path, captured[index] ?? "");
  return readJson(method.input, parameters.json, {}, message);
}

function readBody(
  type: HttpBinding["method"]["input"],
  bodyIs: HttpBinding["body"],
  bytes: Buffer,
  inbound: Marshaller,
): Message | undefined {
  if (bodyIs === undefined) return undefined;
  // Nothing is a message with nothing in it, in every form.
  if (bytes.length === 0) return create(type);
  return bodyIs === "all" ? inbound.read(type, bytes) : inbound.readField(bodyIs, bytes);
}
