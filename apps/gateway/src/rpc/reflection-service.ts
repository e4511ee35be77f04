import { fromBinary, toBinary } from "@bufbuild/protobuf";
import type { ServiceImpl } from "@connectrpc/connect";
import {
  type ServerReflection,
  type ServerReflectionRequest,
  ServerReflectionRequestSchema,
} from "@runledger/proto/grpc/reflection/v1";
import {
  type ServerReflection as OlderServerReflection,
  ServerReflectionRequestSchema as OlderRequestSchema,
} from "@runledger/proto/grpc/reflection/v1alpha";
import type { Reflection } from "./reflect.ts";

/** Serves reflection by its present name. */
export function reflectionService(reflection: Reflection): ServiceImpl<typeof ServerReflection> {
  return {
    async *serverReflectionInfo(requests: AsyncIterable<ServerReflectionRequest>) {
      for await (const request of requests) yield reflection.answer(request);
    },
  };
}

/** Serves reflection by the name that older clients know. Its messages are the same, under other names. */
export function olderReflectionService(
  reflection: Reflection,
): ServiceImpl<typeof OlderServerReflection> {
  return {
    async *serverReflectionInfo(requests) {
      for await (const request of requests) {
        const same = fromBinary(
          ServerReflectionRequestSchema,
          toBinary(OlderRequestSchema, request),
        );
        const { messageResponse, validHost = "" } = reflection.answer(same);
        yield { validHost, originalRequest: request, messageResponse } as never;
      }
    },
  };
}
