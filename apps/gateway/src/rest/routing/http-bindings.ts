import { type DescField, type DescMethod, getOption, hasOption } from "@bufbuild/protobuf";
import { http, type HttpRule } from "@runledger/proto/google/api";
import { type FieldPath, findField, findPath } from "../reading/field-path.ts";
import { parsePathTemplate, type PathTemplate } from "./path-template.ts";

/** One way of calling a method over plain HTTP, out of its option `google.api.http`. */
export interface HttpBinding {
  readonly method: DescMethod;
  /** As in `GET`. */
  readonly verb: string;
  /** The template as it was written. */
  readonly text: string;
  readonly template: PathTemplate;
  /** The fields that the template's variables give values, in their order. */
  readonly variables: readonly FieldPath[];
  /** What the request's body is: all that the path doesn't say, one field, or nothing. */
  readonly body: "all" | DescField | undefined;
  /** The field that the answer consists of. Undefined: it is the whole message. */
  readonly answer: DescField | undefined;
}

/**
 * Lists the ways of calling a method over plain HTTP. None: it has no option `google.api.http`.
 *
 * @throws Error if the option names what isn't there
 */
export function httpBindings(method: DescMethod): HttpBinding[] {
  if (!hasOption(method, http)) return [];
  const rule = getOption(method, http);
  return [rule, ...rule.additionalBindings].map((each) => readRule(method, each));
}

function readRule(method: DescMethod, { pattern, body, responseBody }: HttpRule): HttpBinding {
  const { verb, text } = readPattern(method, pattern);
  const template = parsePathTemplate(text);
  const variables = template.variables.map(({ path }) => {
    const found = findPath(method.input, path);
    if (found.kind === "found") return found.path;
    throw new Error(`${text} of ${method.toString()}: there is no field ${path.join(".")}.`);
  });
  const named = (message: DescMethod["input"], name: string): DescField => {
    const field = findField(message, name);
    if (field !== undefined) return field;
    throw new Error(`${text} of ${method.toString()}: ${message.typeName} has no ${name}.`);
  };
  return {
    method,
    verb,
    text,
    template,
    variables,
    body: body === "*" ? "all" : body === "" ? undefined : named(method.input, body),
    answer: responseBody === "" ? undefined : named(method.output, responseBody),
  };
}

function readPattern(
  method: DescMethod,
  pattern: HttpRule["pattern"],
): { readonly verb: string; readonly text: string } {
  if (pattern.case === undefined) throw new Error(`${method.toString()} has a rule with no path.`);
  if (pattern.case === "custom") return { verb: pattern.value.kind, text: pattern.value.path };
  return { verb: pattern.case.toUpperCase(), text: pattern.value };
}
