import type { IncomingHttpHeaders } from "node:http";
import type { Marshaller, Marshallers } from "./marshallers.ts";

/** In which form a request comes, and in which one its answer goes. */
export interface Chosen {
  readonly inbound: Marshaller;
  readonly outbound: Marshaller;
}

/**
 * Chooses as grpc-gateway does: the answer by an Accept header that is exactly one of the forms, or else as the request, which
 * has the form of its content type. So plain curl gets names in camel case, and who says `application/json` the schema's.
 */
export function chooseMarshallers(marshallers: Marshallers, headers: IncomingHttpHeaders): Chosen {
  const byName = (type: string | undefined): Marshaller | undefined => {
    if (type === "application/json") return marshallers.json;
    return type === "application/octet-stream" ? marshallers.binary : undefined;
  };
  const type = headers["content-type"]?.split(";", 1)[0]?.trim().toLowerCase();
  const inbound = byName(type) ?? marshallers.other;
  return { inbound, outbound: byName(headers.accept) ?? inbound };
}
