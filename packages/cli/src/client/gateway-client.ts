import { type GraphqlAnswer, readAnswer } from "./graphql-answer.ts";
import { post } from "./post.ts";

/** How to reach a gateway. */
export interface ClientOptions {
  /** The address of its GraphQL. */
  readonly endpoint: string;
  /** Is sent as a bearer token. Undefined: none is sent. */
  readonly token: string | undefined;
  /** How long to wait for the answer to a request, in milliseconds. */
  readonly timeout: number;
  /** Default: Node's own. */
  readonly fetch?: typeof fetch;
}

/** A GraphQL operation: its text, and what reads its data. */
export interface Operation<Data> {
  readonly document: string;
  /** Reads the data of an answer. @throws GatewayError of kind `protocol` where it isn't what was asked for */
  readonly read: (data: unknown) => Data;
}

/** Asks a gateway. Each request stands alone; there is nothing to close. */
export class GatewayClient {
  readonly options: ClientOptions;

  constructor(options: ClientOptions) {
    this.options = options;
  }

  /**
   * Sends a query or a mutation.
   *
   * @throws GatewayError
   */
  async request<Data>(
    operation: Operation<Data>,
    variables: Readonly<Record<string, unknown>>,
    signal?: AbortSignal,
  ): Promise<Data> {
    const timeout = AbortSignal.timeout(this.options.timeout);
    const answer: GraphqlAnswer = await readAnswer(
      await post(
        this.options,
        { query: operation.document, variables },
        {
          accept: "application/graphql-response+json, application/json",
          signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
        },
      ),
    );
    return operation.read(answer.data);
  }
}
