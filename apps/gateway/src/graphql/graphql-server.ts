import type { Ledger } from "@runledger/ledger";
import type { DocumentNode, ExecutionArgs, ExecutionResult, GraphQLError } from "graphql";
import { createYoga, type YogaServerInstance } from "graphql-yoga";
import type { HiddenErrorLog } from "../errors/to-graphql-error.ts";
import type { GatewayContext } from "../schema/context.ts";
import { createLoaders } from "../schema/loaders.ts";
import { schema } from "../schema/schema.ts";
import type { ServerInfo } from "../schema/types/server.ts";
import type { LimitSettings } from "../settings/limits.ts";
import { assertOperation } from "./assert-operation.ts";
import { DocumentCache } from "./document-cache.ts";
import { type Finish, finishFor } from "./finish.ts";
import type { OperationParams } from "./operation-params.ts";
import { isSubscription } from "./is-subscription.ts";
import { ResponseStream } from "./response-stream.ts";
import type { TransportContext } from "./transport-context.ts";
import { useErrorCodes } from "./use-error-codes.ts";
import { useGatewayEngine } from "./use-gateway-engine.ts";
import { useOperationLimits } from "./use-operation-limits.ts";
import { useParseErrorCode } from "./use-parse-error-code.ts";

/** What GraphQL stands on. */
export interface GraphQLServerOptions {
  readonly ledger: Ledger;
  readonly limits: LimitSettings;
  readonly server: ServerInfo;
  readonly log: HiddenErrorLog;
}

/** An operation before it is carried out. */
export type Prepared =
  /** It is sound. `run` carries it out; whatever goes wrong comes as a result. */
  | {
      readonly kind: "ready";
      readonly args: ExecutionArgs;
      readonly run: () => Promise<ResponseStream | ExecutionResult>;
    }
  /** It is not. */
  | { readonly kind: "refused"; readonly result: ExecutionResult };

/** Characters of documents that are kept parsed. */
const cachedCharacters = 4_000_000;

/** GraphQL for every transport: the same pipeline, the same limits, the same errors. */
export class GraphQLServer {
  readonly #yoga: YogaServerInstance<TransportContext, GatewayContext>;
  readonly #log: HiddenErrorLog;

  constructor({ ledger, limits, server, log }: GraphQLServerOptions) {
    this.#log = log;
    this.#yoga = createYoga<TransportContext, GatewayContext>({
      schema,
      context: (transport) => ({
        ledger,
        loaders: createLoaders(ledger),
        server,
        pageSize: limits.pageSize,
        requestId: transport.requestId,
        signal: transport.signal,
        ...(transport.lastEventId !== undefined && { lastEventId: transport.lastEventId }),
      }),
      // Each of these is done in front of it, for all transports.
      cors: false,
      graphiql: false,
      landingPage: false,
      maxRequestBodySize: false,
      maskedErrors: false,
      multipart: false,
      batching: false,
      logging: false,
      parserAndValidationCache: {
        documentCache: new DocumentCache(cachedCharacters),
        errorCache: new DocumentCache(cachedCharacters / 10),
      },
      plugins: [
        useGatewayEngine(limits, log),
        useParseErrorCode(),
        useOperationLimits(limits),
        useErrorCodes(log),
      ],
    });
  }

  /** Answers a plain HTTP request, by the GraphQL-over-HTTP specification. */
  async fetch(request: Request, context: TransportContext): Promise<Response> {
    return this.#yoga.fetch(request, context);
  }

  /** Makes ready to carry out one operation: parses and validates it, and takes its measure. */
  async prepare(params: OperationParams, transport: TransportContext): Promise<Prepared> {
    const finish = finishFor(transport.requestId, this.#log);
    try {
      const enveloped = this.#yoga.getEnveloped({ ...transport, params });
      const document: DocumentNode = enveloped.parse(params.query);
      const errors: readonly GraphQLError[] = enveloped.validate(enveloped.schema, document);
      if (errors.length > 0) return { kind: "refused", result: finish.result({ errors }) };
      assertOperation(document, params.operationName);
      const args: ExecutionArgs = {
        schema: enveloped.schema,
        document,
        operationName: params.operationName ?? null,
        variableValues: params.variables ?? null,
        contextValue: await enveloped.contextFactory(),
      };
      const perform = isSubscription(document, params.operationName)
        ? enveloped.subscribe
        : enveloped.execute;
      return { kind: "ready", args, run: () => run(() => perform(args), finish) };
    } catch (error) {
      return { kind: "refused", result: finish.error(error) };
    }
  }
}

async function run(
  perform: () => ResponseStream | ExecutionResult | Promise<ResponseStream | ExecutionResult>,
  finish: Finish,
): Promise<ResponseStream | ExecutionResult> {
  try {
    const result = await perform();
    return result instanceof ResponseStream ? result : finish.result(result);
  } catch (error) {
    return finish.error(error);
  }
}
