import type { Ledger } from "@runledger/ledger";
import { type DocumentNode, type ExecutionResult, GraphQLError } from "graphql";
import { createYoga, type YogaServerInstance } from "graphql-yoga";
import { type HiddenErrorLog, toGraphQLError } from "../errors/to-graphql-error.ts";
import type { GatewayContext } from "../schema/context.ts";
import { createLoaders } from "../schema/loaders.ts";
import { schema } from "../schema/schema.ts";
import type { ServerInfo } from "../schema/types/server.ts";
import type { LimitSettings } from "../settings/limits.ts";
import { codeErrors } from "./code-errors.ts";
import { DocumentCache } from "./document-cache.ts";
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

  /**
   * Carries out one operation. Whatever is wrong with it comes as a result. `isRefused` may refuse the document, once it is
   * known to be sound.
   */
  async operate(
    params: OperationParams,
    transport: TransportContext,
    isRefused?: (document: DocumentNode) => Error | undefined,
  ): Promise<ResponseStream | ExecutionResult> {
    const { requestId } = transport;
    try {
      const result = await this.#perform(params, transport, isRefused);
      return result instanceof ResponseStream ? result : codeErrors(result, requestId, this.#log);
    } catch (error) {
      return { errors: [toGraphQLError(error, requestId, this.#log)] };
    }
  }

  async #perform(
    params: OperationParams,
    transport: TransportContext,
    isRefused: ((document: DocumentNode) => Error | undefined) | undefined,
  ): Promise<ResponseStream | ExecutionResult> {
    const enveloped = this.#yoga.getEnveloped({ ...transport, params });
    const document: DocumentNode = enveloped.parse(params.query);
    const errors = enveloped.validate(enveloped.schema, document) as readonly GraphQLError[];
    if (errors.length > 0) return { errors };
    const refusal = isRefused?.(document);
    if (refusal !== undefined) throw refusal;
    const args = {
      schema: enveloped.schema,
      document,
      operationName: params.operationName,
      variableValues: params.variables,
      contextValue: await enveloped.contextFactory(),
    };
    return isSubscription(document, params.operationName)
      ? enveloped.subscribe(args)
      : enveloped.execute(args);
  }
}
