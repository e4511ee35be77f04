import {
  createRegistry,
  type DescFile,
  type MessageInitShape,
  type Registry,
  toBinary,
} from "@bufbuild/protobuf";
import { FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import { Code } from "@connectrpc/connect";
import {
  type ServerReflectionRequest,
  ServerReflectionResponseSchema,
} from "@runledger/proto/grpc/reflection/v1";

import { withImports } from "./with-imports.ts";

type Answer = NonNullable<
  MessageInitShape<typeof ServerReflectionResponseSchema>["messageResponse"]
>;

/** Answers what clients ask about the schema of what is served. */
export class Reflection {
  readonly #registry: Registry;
  readonly #files = new Map<string, DescFile>();
  readonly #services: readonly string[];

  /** @param files the files of the services; what they import is found through them */
  constructor(files: readonly DescFile[]) {
    for (const file of files) this.#add(file);
    this.#services = files
      .flatMap(({ services }) => services.map(({ typeName }) => typeName))
      .toSorted();
    this.#registry = createRegistry(...this.#files.values());
  }

  /** Answers one question. What isn't there is an answer too. */
  answer(
    request: ServerReflectionRequest,
  ): MessageInitShape<typeof ServerReflectionResponseSchema> {
    const { host, messageRequest } = request;
    return {
      validHost: host,
      originalRequest: request,
      messageResponse: this.#answer(messageRequest),
    };
  }

  #answer(asked: ServerReflectionRequest["messageRequest"]): Answer {
    switch (asked.case) {
      case "listServices": {
        const service = this.#services.map((name) => ({ name }));
        return { case: "listServicesResponse", value: { service } };
      }
      case "fileByFilename":
        return this.#file(this.#files.get(asked.value), `file ${asked.value}`);
      case "fileContainingSymbol":
        return this.#file(this.#fileOf(asked.value), `symbol ${asked.value}`);
      case "fileContainingExtension": {
        const { containingType, extensionNumber } = asked.value;
        const found = this.#extensions(containingType).find(
          ({ number }) => number === extensionNumber,
        );
        return this.#file(found?.file, `extension ${extensionNumber} of ${containingType}`);
      }
      case "allExtensionNumbersOfType": {
        const baseTypeName = asked.value;
        if (this.#registry.getMessage(baseTypeName) === undefined) {
          return notFound(`message ${baseTypeName}`);
        }
        const extensionNumber = this.#extensions(baseTypeName).map(({ number }) => number);
        return {
          case: "allExtensionNumbersResponse",
          value: { baseTypeName, extensionNumber },
        };
      }
      case undefined:
        return {
          case: "errorResponse",
          value: { errorCode: Code.InvalidArgument, errorMessage: "Nothing was asked for." },
        };
    }
  }

  /** Finds the file that declares a symbol: a type, or a method or a field of one. */
  #fileOf(symbol: string): DescFile | undefined {
    const name = symbol.replace(/^\./, "");
    return this.#registry.get(name)?.file ?? this.#registry.get(name.replace(/\.[^.]+$/, ""))?.file;
  }

  #extensions(typeName: string): { readonly number: number; readonly file: DescFile }[] {
    return [...this.#registry].flatMap((type) =>
      type.kind === "extension" && type.extendee.typeName === typeName ? [type] : [],
    );
  }

  #file(file: DescFile | undefined, what: string): Answer {
    if (file === undefined) return notFound(what);
    // With all that it imports: clients needn't come back for those.
    const files = withImports(file).map(({ proto }) => toBinary(FileDescriptorProtoSchema, proto));
    return { case: "fileDescriptorResponse", value: { fileDescriptorProto: files } };
  }

  #add(file: DescFile): void {
    for (const each of withImports(file)) this.#files.set(`${each.name}.proto`, each);
  }
}

function notFound(what: string): Answer {
  const errorMessage = `There is no ${what} here.`;
  return { case: "errorResponse", value: { errorCode: Code.NotFound, errorMessage } };
}
