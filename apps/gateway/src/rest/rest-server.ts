import type { IncomingMessage } from "node:http";
import { createRegistry } from "@bufbuild/protobuf";
import type { ConnectError } from "@connectrpc/connect";
import { StatusSchema } from "@runledger/proto/google/rpc";
import { GatewayError } from "../errors/gateway-error.ts";
import type { HiddenErrorLog } from "../errors/to-graphql-error.ts";
import { readBody } from "../http/read-body.ts";
import type { Exchange } from "../http/route.ts";
import type { RpcServer } from "../rpc/rpc-server.ts";
import { withImports } from "../rpc/with-imports.ts";
import { toConnectError } from "../rpc/to-connect-error.ts";
import { type HttpBinding, httpBindings } from "./routing/http-bindings.ts";
import { type Found, RouteTree } from "./routing/route-tree.ts";
import { callOf } from "./serving/call-of.ts";
import { chooseMarshallers } from "./serving/choose-marshallers.ts";
import { createMarshallers, type Marshaller, type Marshallers } from "./serving/marshallers.ts";
import { readRequest } from "./serving/read-request.ts";
import { sendAnswer } from "./serving/send-answer.ts";
import { sendFailure, statusBytes } from "./serving/send-failure.ts";

/** What REST stands on. */
export interface RestOptions {
  /** What is called. Its methods say how they are called over plain HTTP. */
  readonly rpc: Pick<RpcServer, "methods" | "call">;
  /** How long a body may be. */
  readonly requestBytes: number;
  /** Tells why a request isn't served. */
  readonly refusal: (request: IncomingMessage) => GatewayError | undefined;
  /** Names who calls; undefined: nobody has said. */
  readonly caller: (request: IncomingMessage) => string | undefined;
  readonly log: HiddenErrorLog;
}

/**
 * Serves RPCs over plain HTTP, as their options `google.api.http` say, in the forms that grpc-gateway has. It knows nothing of
 * what the services do.
 */
export class RestServer {
  /** Every way of calling a method. */
  readonly bindings: readonly HttpBinding[];
  readonly #tree = new RouteTree<HttpBinding>();
  /** First segments of paths below which there is nothing but methods. */
  readonly #roots = new Set<string>();
  readonly #marshallers: Marshallers;
  readonly #options: RestOptions;

  constructor(options: RestOptions) {
    this.#options = options;
    const { methods } = options.rpc;
    this.bindings = methods.flatMap(httpBindings);
    for (const binding of this.bindings) {
      const { segments } = binding.template;
      this.#tree.add(binding.verb, binding.template, binding);
      const [first] = segments;
      if (segments.length > 1 && first?.kind === "literal") this.#roots.add(first.text);
    }
    this.#marshallers = createMarshallers(
      createRegistry(...methods.flatMap(({ parent }) => withImports(parent.file)), StatusSchema),
    );
  }

  /** Finds what a request is for. Undefined: nothing here. */
  find(method: string, path: string): Found<HttpBinding> | undefined {
    const found = this.#tree.find(method === "HEAD" ? "GET" : method, path);
    if (found.kind === "found" || found.kind === "other-methods") return found;
    return this.#roots.has(path.split("/", 2)[1] ?? "") ? found : undefined;
  }

  /** Answers a request. Whatever goes wrong is a google.rpc.Status, in the form that the client wants. */
  async handle(exchange: Exchange, found: Found<HttpBinding>): Promise<void> {
    const { request, requestId, headers } = exchange;
    const { inbound, outbound } = chooseMarshallers(this.#marshallers, request.headers);
    const told = (error: unknown): ConnectError =>
      toConnectError(error, requestId, this.#options.log);
    try {
      const refusal = this.#options.refusal(request);
      if (refusal !== undefined) throw refusal;
      if (found.kind !== "found") throw notServed(found, exchange);
      const { value: binding, captured } = found;
      const { caller, rpc } = this.#options;
      const message = await this.#message(exchange, binding, captured, inbound);
      const answer = rpc.call(binding.method, { ...callOf(exchange, caller(request)), message });
      const errorLine = (error: unknown): Buffer => statusBytes(told(error), outbound);
      await sendAnswer(binding, answer, { ...exchange, outbound, errorLine });
    } catch (error) {
      sendFailure(exchange, told(error), outbound, headers);
    }
  }

  async #message(
    { request, url }: Exchange,
    binding: HttpBinding,
    captured: readonly string[],
    inbound: Marshaller,
  ) {
    const encoding = request.headers["content-encoding"] ?? "identity";
    if (encoding !== "identity")
      throw new GatewayError(
        "BAD_INPUT",
        `The content encoding ${JSON.stringify(encoding)} isn't taken. Send the body as it is.`,
      );
    const body = await readBody(request, this.#options.requestBytes);
    return readRequest(binding, { captured, query: url.searchParams, body }, inbound);
  }
}

function notServed(
  found: Exclude<Found<HttpBinding>, { readonly kind: "found" }>,
  { request: { method = "GET" }, url: { pathname }, headers }: Exchange,
): GatewayError {
  switch (found.kind) {
    case "malformed":
      return new GatewayError(
        "BAD_REQUEST",
        `${JSON.stringify(found.segment)} in the path can't be read: a percent sign is written %25.`,
      );
    case "other-methods":
      headers["allow"] = found.methods.join(", ");
      return new GatewayError(
        "METHOD_NOT_ALLOWED",
        `${pathname} takes ${found.methods.join(", ")}, and no ${method}.`,
      );
    case "nothing":
      return new GatewayError(
        "NOT_FOUND",
        `There is nothing at ${pathname}. /api/v1/openapi lists what there is.`,
      );
  }
}
