import SchemaBuilder, {
  type EnumRef,
  type InputObjectRef,
  type ObjectRef,
  type UnionRef,
} from "@pothos/core";
import ComplexityPlugin from "@pothos/plugin-complexity";
import RelayPlugin from "@pothos/plugin-relay";
import type { GatewayContext } from "./context.ts";
import { readGlobalId } from "./read-global-id.ts";
import type { ScalarShapes } from "./scalars/scalar-shapes.ts";

/** What the schema's builder knows of the program's types. */
export interface SchemaTypes {
  Context: GatewayContext;
  Scalars: ScalarShapes;
  DefaultEdgesNullability: false;
  DefaultNodeNullability: false;
  DefaultFieldNullability: false;
}

/** The same with the library's defaults filled in. */
export type Types = PothosSchemaTypes.ExtendDefaultTypes<SchemaTypes>;

/** A GraphQL object type whose resolvers get a `T`. */
export type ObjectOf<T> = ObjectRef<Types, T>;

/** A GraphQL input type that gives a `T`. */
export type InputOf<T> = InputObjectRef<Types, T>;

/** A GraphQL enum type that is a `T` inside the program. */
export type EnumOf<T> = EnumRef<Types, T>;

/** A GraphQL union type whose members are a `T` inside the program. */
export type UnionOf<T> = UnionRef<Types, T>;

/**
 * Builds the schema: each file beside adds what it is named after. What is read per row costs one point; connections say
 * what they cost themselves.
 */
export const builder: PothosSchemaTypes.SchemaBuilder<Types> = new SchemaBuilder<SchemaTypes>({
  plugins: [RelayPlugin, ComplexityPlugin],
  defaultFieldNullability: false,
  complexity: { defaultComplexity: 1, defaultListMultiplier: 5 },
  relay: {
    cursorType: "String",
    decodeGlobalID: readGlobalId,
    nodesOnConnection: true,
    idFieldOptions: { description: "Names it in the whole ledger. Opaque." },
    nodeTypeOptions: { description: "Whatever has an id of its own." },
    nodeQueryOptions: {
      description: "Gets whatever has this id. Null: there is no such thing.",
      args: { id: { description: "The id." } },
    },
    nodesQueryOptions: {
      description:
        "Gets whatever has these ids, in the order asked for. Null: there is no such thing.",
      args: { ids: { description: "The ids." } },
    },
    pageInfoTypeOptions: { description: "Whether there is more, and where it begins." },
    hasNextPageFieldOptions: { description: "Whether rows follow." },
    hasPreviousPageFieldOptions: {
      description: "Always false: lists go forward, and don't look back.",
    },
    startCursorFieldOptions: { description: "The cursor of the first row. Null: there is none." },
    endCursorFieldOptions: {
      description:
        "The cursor of the last row: give it as `after` for the page behind it. Null: there is none.",
    },
  },
});
