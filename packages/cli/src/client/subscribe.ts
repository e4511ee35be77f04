import type { Clock } from "../command/clock.ts";
import { Field } from "../document/field.ts";
import { type ClientOptions, type Operation, readData } from "./gateway-client.ts";
import { GatewayError } from "./gateway-error.ts";
import { graphqlError, readAnswer } from "./graphql-answer.ts";
import { post } from "./post.ts";
import { serverEvents } from "./server-events.ts";

/** The media type of server-sent events. */
const eventStream = "text/event-stream";

/**
 * Opens a GraphQL subscription over server-sent events and gives what it sends, until the gateway ends it:
 * https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md, "distinct connections".
 *
 * @throws GatewayError where it can't be opened, tells an error, or the connection breaks
 */
export async function* subscribe<Variables, Data>(
  options: ClientOptions,
  operation: Operation<Variables, Data>,
  variables: Variables,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): AsyncGenerator<Data> {
  const response = await post(options, operation, variables, { accept: eventStream, signal });
  if (response.headers.get("content-type")?.startsWith(eventStream) !== true) {
    // What is wrong with the request itself is answered as plain GraphQL.
    await readAnswer(response);
    throw new GatewayError(
      "protocol",
      `${options.endpoint} does not answer with ${eventStream}: is there a proxy that holds events back?`,
    );
  }
  for await (const { event, data } of serverEvents(response, clock)) {
    if (event === "complete") return;
    if (event !== "next") continue;
    const answer = new Field(JSON.parse(data));
    const errors = answer.get("errors");
    const [error] = errors.isPresent ? (errors.elements() ?? []) : [];
    if (error !== undefined) throw graphqlError(error, response);
    yield readData(operation, answer.get("data").value);
  }
  throw new GatewayError("unreachable", `the connection to ${options.endpoint} broke off`);
}
