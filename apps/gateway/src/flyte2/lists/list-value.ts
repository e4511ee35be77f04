import { fromJson } from "@bufbuild/protobuf";
import { TimestampSchema } from "@bufbuild/protobuf/wkt";
import { GatewayError } from "../../errors/gateway-error.ts";
import { toMicroseconds } from "../../schema/to-microseconds.ts";
import type { ListColumn } from "./list-column.ts";

/**
 * Reads a value of a filter, which is always text, as its column has it.
 *
 * @param field what the value is called in the request
 * @throws GatewayError BAD_INPUT
 */
export function listValue(
  text: string,
  values: ListColumn<string>["values"],
  field: string,
): string | number {
  if (values === "text") return text;
  const read = values === "time" ? readTime(text) : readNumber(text, values);
  if (read !== undefined) return read;
  const expected =
    values === "time"
      ? "a time, as in 2026-11-21T04:05:06Z"
      : values === "number"
        ? "a whole number"
        : `a number or a name of ${values.name}`;
  throw new GatewayError(
    "BAD_INPUT",
    `${field} is ${JSON.stringify(text)}, and has to be ${expected}.`,
    {
      field,
    },
  );
}

function readNumber(
  text: string,
  values: "number" | Exclude<ListColumn<string>["values"], string>,
) {
  if (/^-?[0-9]{1,10}$/.test(text)) return Number(text);
  if (values === "number") return undefined;
  return values.values.find(({ name }) => name === text)?.number;
}

/** Reads ISO 8601. A time that doesn't say its zone is UTC. */
function readTime(text: string): number | undefined {
  const zoned = /(?:Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`;
  const iso = zoned.replace(" ", "T").replace(/([+-]\d\d)(\d\d)$/, "$1:$2");
  try {
    return toMicroseconds(fromJson(TimestampSchema, iso));
  } catch {
    return undefined;
  }
}
