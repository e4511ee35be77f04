import SchemaBuilder, {
  type EnumRef,
  type InputObjectRef,
  type ObjectRef,
  type UnionRef,
} from "@pothos/core";
import ComplexityPlugin from "@pothos/plugin-complexity";
import RelayPlugin from "@pothos/plugin-relay";
import type { GatewayContext } from "./context.ts";
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
    nodesOnConnection: true,
    nodeQueryOptions: { description: "Gets whatever has this id. Null: there is no such thing." },
    nodesQueryOptions: {
      description:
        "Gets whatever has these ids, in the order asked for. Null: there is no such thing.",
    },
  },
});
