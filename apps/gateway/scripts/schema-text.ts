import {
  type GraphQLNamedType,
  type GraphQLSchema,
  isIntrospectionType,
  isSpecifiedScalarType,
  printType,
} from "graphql";

/**
 * Writes a schema in its definition language: types by name, so that moving code doesn't move them, and fields and values in
 * their own order, which means something.
 */
export function schemaText(schema: GraphQLSchema): string {
  const own = (type: GraphQLNamedType): boolean =>
    !isIntrospectionType(type) && !isSpecifiedScalarType(type);
  const types = Object.values(schema.getTypeMap())
    .filter(own)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const text = types.map((type) => printType(type)).join("\n\n");
  return `# Printed from the program by \`npm run generate\`. Do not edit.\n\n${text}\n`;
}
