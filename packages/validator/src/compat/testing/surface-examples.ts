import type { Example } from "./example.ts";

/** What trips each rule on what other tools compare, and what just doesn't. */
export const surfaceExamples: readonly Example[] = [
  {
    rule: "RC301",
    language: "proto",
    trips: {
      title: "a field gets another type",
      before: "message Job {\n  string name = 1;\n}\n",
      after: "message Job {\n  int64 name = 1;\n}\n",
      finds: ["RC301"],
    },
    spares: {
      title: "a field is added",
      before: "message Job {\n  string name = 1;\n}\n",
      after: "message Job {\n  string name = 1;\n  string team = 2;\n}\n",
      finds: [],
    },
  },
  {
    rule: "RC401",
    language: "graphql",
    operations: "query Names { job { name } }",
    trips: {
      title: "a field goes that an operation asks for",
      before: "type Job { name: String team: String }",
      after: "type Job { team: String }",
      finds: ["RC401", "RC403"],
    },
    spares: {
      title: "a field comes",
      before: "type Job { name: String }",
      after: "type Job { name: String team: String }",
      finds: [],
    },
  },
  {
    rule: "RC402",
    language: "graphql",
    operations: "query Phases { job { phase } }",
    trips: {
      title: "an operation gets an enum that has another value now",
      before: "type Job { phase: Phase } enum Phase { QUEUED DONE }",
      after: "type Job { phase: Phase } enum Phase { QUEUED DONE RECOVERED }",
      finds: ["RC402"],
    },
    spares: {
      title: "a value is described",
      before: "type Job { phase: Phase } enum Phase { QUEUED DONE }",
      after: 'type Job { phase: Phase } enum Phase { QUEUED "At the end." DONE }',
      finds: [],
    },
  },
  {
    rule: "RC403",
    language: "graphql",
    operations: "query Team { job { name(short: true) } }",
    trips: {
      title: "an operation gives an argument that is gone",
      before: "type Job { name(short: Boolean): String }",
      after: "type Job { name: String }",
      finds: ["RC401", "RC403"],
    },
    spares: {
      title: "an argument comes that need not be given",
      before: "type Job { name(short: Boolean): String }",
      after: "type Job { name(short: Boolean, loud: Boolean): String }",
      finds: ["RC402"],
    },
  },
  {
    rule: "RC501",
    language: "ts",
    trips: {
      title: "an export goes",
      before: "export const a: number = 1;\nexport const b: number = 2;\n",
      after: "export const a: number = 1;\n",
      finds: ["RC501"],
    },
    spares: {
      title: "an export moves to another file",
      before: "export const a: number = 1;\n",
      after: 'export { a } from "./a.ts";\n',
      finds: [],
    },
  },
  {
    rule: "RC502",
    language: "ts",
    trips: {
      title: "a parameter has another type",
      before: "export function f(a: number): void {}\n",
      after: "export function f(a: string): void {}\n",
      finds: ["RC502"],
    },
    spares: {
      title: "a body and a comment change",
      before: "export function f(a: number): void {}\n",
      after:
        "/** Does it. */\nexport function f(a: number): void {\n  if (a > 1) throw new Error();\n}\n",
      finds: [],
    },
  },
  {
    rule: "RC503",
    language: "ts",
    trips: {
      title: "a path can't be imported any more",
      before: "export const a: number = 1;\n",
      after: "",
      finds: ["RC503"],
    },
    spares: {
      title: "a path exports something more",
      before: "export const a: number = 1;\n",
      after: "export const a: number = 1;\nexport const b: number = 2;\n",
      finds: [],
    },
  },
  {
    rule: "RC504",
    language: "ts",
    trips: {
      title: "an export has no type",
      before: "export const f: () => number = () => 1;\n",
      after: "export const f: () => number = () => 1;\nexport const g = f();\n",
      finds: ["RC504"],
    },
    spares: {
      title: "an export has a type",
      before: "export const f: () => number = () => 1;\n",
      after: "export const f: () => number = () => 1;\nexport const g: number = f();\n",
      finds: [],
    },
  },
];
