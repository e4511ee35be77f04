import type { DescField, DescMessage } from "@bufbuild/protobuf";
import { ActionEventSchema } from "@runledger/proto";
import type { Operation } from "../client/gateway-client.ts";

/** Which reports are asked for. */
export interface RunVariables {
  readonly run: { readonly project: string; readonly domain: string; readonly name: string };
  /** The cursor of the page before. */
  readonly after?: string;
}

/** A page of reports. */
export interface EventsPage {
  /** The reports, as protobuf writes them in JSON. */
  readonly events: readonly unknown[];
  /** The cursor of the next page; undefined if this is the last one. */
  readonly next: string | undefined;
}

/** Lists the reports that a gateway holds on a run, with all that they say, in the order in which they came. */
export const listEvents: Operation<RunVariables, EventsPage> = {
  document: `query ListEvents($run: RunIdentifierInput!, $after: String) {
  run(run: $run) { events(first: 100, after: $after) {
    pageInfo { hasNextPage endCursor }
    edges { node { event ${selectionOf(ActionEventSchema)} } }
  } }
}`,
  variables: (variables) => ({ ...variables }),
  read: (data) => {
    const connection = data.get("run").get("events");
    const info = connection.get("pageInfo");
    const cursor = info.get("endCursor").value;
    const edges = connection.get("edges").elements();
    return edges === undefined
      ? undefined
      : {
          events: edges.map((edge) =>
            messageOf(ActionEventSchema, edge.get("node").get("event").value),
          ),
          next:
            info.get("hasNextPage").value === true && typeof cursor === "string"
              ? cursor
              : undefined,
        };
  },
};

/** Selects all fields of a message, those of messages inside included. */
function selectionOf(desc: DescMessage): string {
  const fields = desc.fields.map((field) =>
    field.message === undefined || isScalar(field)
      ? field.jsonName
      : `${field.jsonName} ${selectionOf(field.message)}`,
  );
  return `{ ${fields.join(" ")} }`;
}

/** Timestamps and the like are one scalar in both, JSON and GraphQL. */
function isScalar({ message }: DescField): boolean {
  return message?.typeName.startsWith("google.protobuf.") === true;
}

/** Writes what GraphQL answered as protobuf writes it: enum values with their prefix, what isn't set left out. */
function messageOf(desc: DescMessage, value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    desc.fields.flatMap((field) => {
      const own = (value as Readonly<Record<string, unknown>>)[field.jsonName];
      if (own === null || own === undefined) return [];
      const written = Array.isArray(own)
        ? own.map((each) => valueOf(field, each))
        : valueOf(field, own);
      return [[field.jsonName, written]];
    }),
  );
}

function valueOf(field: DescField, value: unknown): unknown {
  if (field.enum !== undefined)
    return `${field.enum.sharedPrefix ?? ""}${String(value)}`.toUpperCase();
  return field.message === undefined || isScalar(field) ? value : messageOf(field.message, value);
}
