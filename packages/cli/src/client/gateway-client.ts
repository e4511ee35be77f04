import { Field } from "../document/field.ts";
import { formatPath } from "../document/json-path.ts";
import { GatewayError } from "./gateway-error.ts";
import { readAnswer } from "./graphql-answer.ts";
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
export interface Operation<Variables, Data> {
  readonly document: string;
  readonly variables: (variables: Variables) => Readonly<Record<string, unknown>>;
  /** Reads the data. Undefined, with a problem told, where it isn't what was asked for. */
  readonly read: (data: Field) => Data | undefined;
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
  async request<Variables, Data>(
    operation: Operation<Variables, Data>,
    variables: Variables,
  ): Promise<Data> {
    const response = await post(this.options, operation, variables, {
      accept: "application/graphql-response+json, application/json",
      signal: AbortSignal.timeout(this.options.timeout),
    });
    return readData(operation, await readAnswer(response));
  }
}

/**
 * Reads the data of an answer.
 *
 * @throws GatewayError of kind `protocol` where it isn't what was asked for
 */
export function readData<Data>(operation: Operation<never, Data>, answer: unknown): Data {
  const field = new Field(answer);
  const data = operation.read(field);
  if (data !== undefined && field.problems.length === 0) return data;
  const problems = field.problems.map(({ path, message }) => `${formatPath(path)}: ${message}`);
  throw new GatewayError(
    "protocol",
    `the gateway's answer can't be read (${problems.join("; ")}): is it of another version?`,
  );
}
