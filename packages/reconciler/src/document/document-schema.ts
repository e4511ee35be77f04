import type { AnswerTypes } from "../workflow/flow.ts";
import type { InputType } from "./document.ts";

const text = { type: "string" } as const;
const texts = { type: "array", items: text } as const;
const textMap = {
  type: "object",
  additionalProperties: { type: ["string", "number", "boolean"] },
} as const;
const duration = { type: "string", pattern: "^[1-9][0-9]{0,8}(ms|s|m|h)$" } as const;
/** What names look like. */
export const namePattern = "^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$";

/** The types of answers to a condition. */
export const answerTypes: readonly (keyof AnswerTypes)[] = [
  "boolean",
  "integer",
  "float",
  "string",
];

/** The types of inputs. */
export const inputTypes: readonly InputType[] = ["string", "integer", "number", "boolean", "list"];

/** The most that some things may be. */
export const bounds: Readonly<Record<"concurrency" | "items" | "retries" | "tasks", number>> = {
  tasks: 1000,
  items: 10_000,
  retries: 999,
  concurrency: 10_000,
};

const condition = {
  type: "object",
  description:
    "Asks a person, and waits. Whoever needs a condition that was answered with false is left out.",
  additionalProperties: false,
  properties: {
    type: { enum: answerTypes, default: "boolean", description: "What the answer must be." },
    prompt: { ...text, maxLength: 4096, description: "The question." },
    description: { ...text, maxLength: 2048, description: "More about it." },
    timeout: { ...duration, description: "How long to wait: 90s, 10m, 24h. Default: for ever." },
  },
} as const;

const task = {
  type: "object",
  additionalProperties: false,
  oneOf: [{ required: ["command"] }, { required: ["run"] }, { required: ["condition"] }],
  properties: {
    command: {
      ...text,
      description: "The program to run. It may hold references: ${{ inputs.NAME }}.",
    },
    args: { ...texts, description: "Its arguments. Each may hold references." },
    run: {
      ...text,
      description:
        "A script for sh, instead of a command. Give it values through env: references aren't put into it.",
    },
    condition,
    needs: { ...texts, description: "The tasks that it waits for." },
    env: { ...textMap, description: "Variables. The values may hold references." },
    cwd: {
      ...text,
      description: "The folder to run in, from that of this file. Default: that of this file.",
    },
    retries: {
      type: "integer",
      minimum: 0,
      maximum: bounds.retries,
      default: 0,
      description: "How often to try again.",
    },
    timeout: { ...duration, description: "How long an attempt may take: 500ms, 90s, 10m, 1h." },
    map: {
      description:
        "Runs it for each item: a list, or a reference to one. ${{ item }} and ${{ index }} are then the item and its number, from 0.",
      oneOf: [{ type: "array", maxItems: bounds.items }, text],
    },
    concurrency: {
      type: "integer",
      minimum: 1,
      maximum: bounds.concurrency,
      default: 100,
      description: "How many of the map run at a time.",
    },
  },
} as const;

const input = {
  type: "object",
  additionalProperties: false,
  properties: {
    type: { enum: inputTypes, default: "string", description: "Its type." },
    default: { description: "What it is if nobody says. Left out: somebody has to." },
    description: { ...text, description: "What it is for." },
  },
} as const;

const schema = {
  $schema: "http://json-schema.org/draft-07/schema#",
  title: "A workflow of Runledger",
  type: "object",
  required: ["name", "tasks"],
  additionalProperties: false,
  properties: {
    name: { ...text, pattern: namePattern, description: "Names the workflow." },
    description: { ...text, description: "What it does." },
    inputs: {
      type: "object",
      propertyNames: { pattern: namePattern },
      additionalProperties: input,
      description: "What it is given: --input NAME=VALUE.",
    },
    env: { ...textMap, description: "Variables of all its commands." },
    onFailure: {
      enum: ["fail-fast", "run-on"],
      default: "fail-fast",
      description:
        "What a failure does to the others: they are aborted, or those that don't need what failed run on.",
    },
    tasks: {
      type: "object",
      minProperties: 1,
      maxProperties: bounds.tasks,
      propertyNames: { pattern: namePattern },
      additionalProperties: task,
      description: "The tasks, by name.",
    },
  },
} as const;

/** The JSON Schema of a workflow document, for editors. The check reads names of fields and bounds from here. */
export const documentSchema: Readonly<Record<string, unknown>> = schema;

/** The fields that a document may have, where. */
export const fields: Readonly<
  Record<"condition" | "document" | "input" | "task", readonly string[]>
> = {
  document: Object.keys(schema.properties),
  input: Object.keys(input.properties),
  task: Object.keys(task.properties),
  condition: Object.keys(condition.properties),
};
