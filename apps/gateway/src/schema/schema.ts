import type { GraphQLSchema } from "graphql";
import { builder } from "./builder.ts";
import "./scalars/index.ts";
import "./queries/index.ts";
import "./lists/connection-fields.ts";
import "./mutations/index.ts";
import "./subscriptions/index.ts";
import "./types/action-attempt.ts";
import "./types/flyte1.ts";

/** The schema. */
export const schema: GraphQLSchema = builder.toSchema({ sortSchema: false });
