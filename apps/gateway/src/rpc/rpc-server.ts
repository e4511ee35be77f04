import type { IncomingMessage } from "node:http";
import type { DescMethod, DescService } from "@bufbuild/protobuf";
import {
  type ConnectRouter,
  createContextValues,
  createServiceImplSpec,
  type Interceptor,
  type MethodImplSpec,
} from "@connectrpc/connect";
import { connectNodeAdapter } from "@connectrpc/connect-node";
import { Health } from "@runledger/proto/grpc/health/v1";
import { ServerReflection } from "@runledger/proto/grpc/reflection/v1";
import { ServerReflection as OlderServerReflection } from "@runledger/proto/grpc/reflection/v1alpha";
import type { GatewayError } from "../errors/gateway-error.ts";
import type { HiddenErrorLog } from "../errors/to-graphql-error.ts";
import type { Exchange } from "../http/route.ts";
import type { Settings } from "../settings/table.ts";
import { boundBody } from "./bound-body.ts";
import { callInProcess, type LocalAnswer, type LocalCall } from "./call-in-process.ts";
import { guardInterceptor } from "./guard-interceptor.ts";
import { healthService } from "./health-service.ts";
import { Reflection } from "./reflect.ts";
import { olderReflectionService, reflectionService } from "./reflection-service.ts";
import { type RpcRequest, rpcRequest } from "./request-context.ts";
import { refuseUnknown } from "./unknown-method.ts";

/** What RPCs stand on. */
export interface RpcOptions {
  /** Registers the services. */
  readonly routes: (router: ConnectRouter) => void;
  readonly settings: Pick<Settings, "requestBytes" | "requestTimeout" | "pollInterval">;
  /** Whether the gateway can do its work. */
  readonly ready: () => Promise<boolean>;
  /** Tells why a request isn't served. */
  readonly refusal: (request: IncomingMessage) => GatewayError | undefined;
  /** Names who calls; undefined: nobody has said. */
  readonly caller: (request: IncomingMessage) => string | undefined;
  readonly log: HiddenErrorLog;
}

/** One call and its answer, with the path that it came by. */
type RpcExchange = Omit<Exchange, "url"> & { readonly path: string };

/** Serves RPCs as Connect, gRPC and gRPC-Web have them, with health and reflection. */
export class RpcServer {
  /** Every method that is served, by its path. */
  readonly #methods = new Map<string, DescMethod>();
  readonly #services = new Set<string>();
  /** What is known of requests under way, until their method's context is made. */
  readonly #known = new WeakMap<object, RpcRequest>();
  readonly #options: RpcOptions;
  readonly #handle: ReturnType<typeof connectNodeAdapter>;
  readonly #interceptors: Interceptor[];
  /** What each method does. */
  readonly #implementations = new Map<DescMethod, MethodImplSpec>();

  constructor(options: RpcOptions) {
    this.#options = options;
    const { requestBytes, requestTimeout } = options.settings;
    this.#interceptors = [guardInterceptor(requestTimeout, options.log)];
    this.#handle = connectNodeAdapter({
      routes: (router) => this.#route(router),
      readMaxBytes: requestBytes,
      interceptors: this.#interceptors,
      contextValues: (request) =>
        createContextValues().set(rpcRequest, this.#known.get(request) ?? rpcRequest.defaultValue),
    });
  }

  /** Whether a path has the form of an RPC's: a service's full name, a slash, a method's name. */
  takes(path: string): boolean {
    return /^\/[A-Za-z_][\w.]*\.[A-Za-z_]\w*\/[A-Za-z_]\w*$/.test(path);
  }

  /** Tells whether the method at a path is unary or streams; undefined: there is none. */
  kindAt(path: string): DescMethod["methodKind"] | undefined {
    return this.#methods.get(path)?.methodKind;
  }

  /** Answers a request to a path that it takes. */
  handle({ request, response, path, requestId, headers }: RpcExchange): void {
    for (const [name, value] of Object.entries(headers)) {
      if (value !== undefined) response.setHeader(name, value);
    }
    const method = this.#methods.get(path);
    if (method === undefined) return refuseUnknown(request, response, path, this.#services);
    const { caller, refusal } = this.#options;
    this.#known.set(request, { requestId, refusal: refusal(request), caller: caller(request) });
    boundBody(request, response, method, this.#options.settings.requestTimeout);
    this.#handle(request, response);
  }

  /** Every method that can be called in this process: those of the services that were registered. */
  get methods(): readonly DescMethod[] {
    return [...this.#implementations.keys()];
  }

  /** Calls a method out of {@link methods} for somebody who doesn't speak an RPC protocol. */
  call(method: DescMethod, call: LocalCall): LocalAnswer {
    const spec = this.#implementations.get(method);
    if (spec === undefined) throw new Error(`${method.toString()} isn't served.`);
    return callInProcess(spec, this.#interceptors, call);
  }

  #route(router: ConnectRouter): void {
    const { routes, ready, settings } = this.#options;
    routes(this.#noting(router));
    const health = healthService({
      ready,
      services: () => this.#services,
      interval: settings.pollInterval,
    });
    router.service(Health, health);
    const own = new Set<DescService>();
    for (const { service } of router.handlers) own.add(service);
    const reflection = new Reflection(
      [...own, ServerReflection, OlderServerReflection].map(({ file }) => file),
    );
    router.service(ServerReflection, reflectionService(reflection));
    router.service(OlderServerReflection, olderReflectionService(reflection));
    for (const { service, method, requestPath } of router.handlers) {
      this.#services.add(service.typeName);
      this.#methods.set(requestPath, method);
    }
  }

  /** Makes a router that passes services on, and notes what their methods do. */
  #noting(router: ConnectRouter): ConnectRouter {
    return {
      ...router,
      service: (service, implementation, options) => {
        const { methods } = createServiceImplSpec(service, implementation);
        for (const spec of Object.values(methods) as MethodImplSpec[])
          this.#implementations.set(spec.method, spec);
        router.service(service, implementation, options);
        return router;
      },
    };
  }
}
