import {
  create,
  type DescMessage,
  isMessage,
  type Message,
  type MessageInitShape,
} from "@bufbuild/protobuf";
import {
  type ContextValues,
  createHandlerContext,
  type HandlerContext,
  type Interceptor,
  type MethodImplSpec,
} from "@connectrpc/connect";

/** A call that doesn't come over an RPC protocol. */
export interface LocalCall {
  readonly message: Message;
  /** The address that the caller came by. */
  readonly url: string;
  /** As in `GET`. */
  readonly requestMethod: string;
  readonly requestHeader: Headers;
  readonly contextValues: ContextValues;
  /** Aborts when the caller has gone. */
  readonly requestSignal: AbortSignal;
  /** In how many milliseconds the caller wants its answer. */
  readonly timeoutMs?: number;
}

/** What a call brings. */
export interface LocalAnswer {
  /** One message, or those of a stream as they come. Throws what the method throws. */
  readonly messages: AsyncIterable<Message>;
  /** Headers that the method has set. They are there with the first message. */
  readonly header: Headers;
}

/** What stands between a caller and a method. */
type Next = ReturnType<Interceptor>;

/** Calls a method that takes one message: through all that stands around it, without a network and without bytes. */
export function callInProcess(
  spec: MethodImplSpec,
  interceptors: readonly Interceptor[],
  { message, ...init }: LocalCall,
): LocalAnswer {
  const { method } = spec;
  const service = method.parent;
  const context = createHandlerContext({ ...init, service, method, protocolName: "rest" });
  async function* answer(): AsyncGenerator<Message, void> {
    try {
      const call = interceptors.reduceRight(
        (next, each) => each(next),
        implementation(spec, context),
      );
      const { requestMethod, url, signal, requestHeader: header, values: contextValues } = context;
      const asked = { service, requestMethod, url, signal, header, contextValues };
      if (method.methodKind === "unary") {
        const found = await call({ ...asked, stream: false, method, message });
        yield found.message as Message;
      } else {
        const found = await call({ ...asked, stream: true, method, message: single(message) });
        yield* found.message as AsyncIterable<Message>;
      }
    } finally {
      context.abort();
    }
  }
  return { messages: answer(), header: context.responseHeader };
}

/** Makes the innermost: the method itself. */
function implementation(spec: MethodImplSpec, context: HandlerContext): Next {
  const { responseHeader: header, responseTrailer: trailer } = context;
  const common = { service: spec.method.parent, header, trailer };
  return async (asked) => {
    if (spec.kind === "unary" && !asked.stream) {
      const found = await spec.impl(asked.message, context);
      const message = whole(spec.method.output, found);
      return { ...common, stream: false, method: spec.method, message };
    }
    if (spec.kind === "server_streaming" && asked.stream) {
      const { signal } = asked;
      const found = spec.impl(await first(asked.message), { ...context, signal });
      const message = mapped(found, (each) => whole(spec.method.output, each));
      return { ...common, stream: true, method: spec.method, message };
    }
    throw new Error(`${spec.method.toString()} takes more than one message.`);
  };
}

function whole(type: DescMessage, found: object): Message {
  return isMessage(found, type) ? found : create(type, found as MessageInitShape<DescMessage>);
}

async function* single(message: Message): AsyncGenerator<Message, void> {
  yield message;
}

async function first(messages: AsyncIterable<Message>): Promise<Message> {
  for await (const message of messages) return message;
  throw new Error("A call came without its message.");
}

async function* mapped(
  found: AsyncIterable<object>,
  map: (each: object) => Message,
): AsyncGenerator<Message, void> {
  for await (const each of found) yield map(each);
}
