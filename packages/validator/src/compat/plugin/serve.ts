import {
  type DescMessage,
  type Message,
  create,
  fromBinary,
  fromJsonString,
  toBinary,
  toJsonString,
} from "@bufbuild/protobuf";
import { type Any, anyPack, anyUnpack } from "@bufbuild/protobuf/wkt";
import { CompatError } from "../compat-error.ts";
import type { CheckRequest } from "./check.ts";
import { category, pluginRules } from "./plugin-rules.ts";
import { messageOf, protocol } from "./protocol.ts";

const service = "buf.plugin.check.v1.CheckService";

/** What each procedure answers to its request. */
const procedures: Readonly<
  Record<string, (request: Message | undefined) => Message | Promise<Message>>
> = {
  // Loaded when it is asked for: buf starts the plugin several times, mostly for less.
  Check: async (request) => {
    const { check } = await import("./check.ts");
    // The request is described in protocol.ts, field by field as in its type here.
    return check(request as unknown as CheckRequest);
  },
  ListRules: () =>
    create(messageOf("buf.plugin.check.v1.ListRulesResponse"), {
      rules: pluginRules.map(({ id, type, isDefault, purpose }) => ({
        id,
        categoryIds: isDefault ? [category] : [],
        default: isDefault,
        purpose,
        type: type === "lint" ? 1 : 2,
      })),
    }),
  ListCategories: () =>
    create(messageOf("buf.plugin.check.v1.ListCategoriesResponse"), {
      categories: [{ id: category, purpose: "Checks lifecycles and constraints." }],
    }),
};

/** Codes of errors. Source: pluginrpc.v1.Code. */
const codes = { invalidArgument: 3, unimplemented: 12 } as const;

/** What a call says: the arguments, and how to read what it sends. */
export interface PluginCall {
  readonly args: readonly string[];
  readonly read: () => Promise<Uint8Array>;
}

/**
 * Answers one call of buf. Source: the PluginRPC protocol, version 1: `--spec`, or a procedure with its request on
 * standard input.
 *
 * @returns what to write to standard output; undefined where the arguments mean nothing
 */
export async function serve({ args, read }: PluginCall): Promise<Uint8Array | undefined> {
  const codec = codecOf(args);
  const path = args.find((arg, at) => !arg.startsWith("--") && args[at - 1] !== "--format");
  if (args.includes("--spec")) return codec.write(messageOf("pluginrpc.v1.Spec"), spec());
  if (path === undefined) return undefined;
  const desc = messageOf("pluginrpc.v1.Response");
  return codec.write(desc, create(desc, await answer(path, codec, await read())));
}

function spec(): Message {
  const paths = Object.keys(procedures).map((name) => ({ path: `/${service}/${name}` }));
  return create(messageOf("pluginrpc.v1.Spec"), { procedures: paths });
}

async function answer(
  path: string,
  codec: Codec,
  body: Uint8Array,
): Promise<Record<string, unknown>> {
  const procedure = procedures[path.replace(`/${service}/`, "")];
  if (procedure === undefined) {
    return { error: { code: codes.unimplemented, message: `there is no procedure ${path}` } };
  }
  try {
    const request = codec.read(messageOf("pluginrpc.v1.Request"), body) as { value?: Any };
    const asked = request.value === undefined ? undefined : anyUnpack(request.value, protocol);
    const result = await procedure(asked);
    return { value: anyPack(messageOf(result.$typeName), result) };
  } catch (error) {
    if (!(error instanceof CompatError)) throw error;
    return { error: { code: codes.invalidArgument, message: error.message } };
  }
}

/** How messages are written. */
interface Codec {
  readonly read: (desc: DescMessage, bytes: Uint8Array) => Message;
  readonly write: (desc: DescMessage, message: Message) => Uint8Array;
}

const binary: Codec = {
  read: (desc, bytes) => fromBinary(desc, bytes),
  write: (desc, message) => toBinary(desc, message),
};

const json: Codec = {
  read: (desc, bytes) =>
    bytes.length === 0
      ? create(desc)
      : fromJsonString(desc, new TextDecoder().decode(bytes), { registry: protocol }),
  write: (desc, message) =>
    new TextEncoder().encode(`${toJsonString(desc, message, { registry: protocol })}\n`),
};

function codecOf(args: readonly string[]): Codec {
  const at = args.indexOf("--format");
  return args[at + 1] === "json" && at >= 0 ? json : binary;
}
