import { type DescMessage, toBinary } from "@bufbuild/protobuf";
import { type ReflectMessage, isReflectMessage, reflect } from "@bufbuild/protobuf/reflect";
import * as fc from "fast-check";
import { arbitraryMessage } from "../arbitrary-message.ts";

/** What names things: with names that are sound, a request gets further than to the rules. */
const sound: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "runledger.run.v1.RunIdentifier": { project: "p", domain: "d", name: "r" },
  "runledger.run.v1.ProjectIdentifier": { name: "p", domain: "d" },
  "runledger.run.v1.ActionIdentifier": { name: "a0" },
};

/** Makes up the bytes of a request: any at all, those of a message, or such with something broken. */
export function fuzzInput(desc: DescMessage): fc.Arbitrary<Uint8Array> {
  const numbersOf = ({ values }: { values: readonly { readonly number: number }[] }): number[] =>
    values.map(({ number }) => number);
  const message = arbitraryMessage(desc, { depth: 4, wants: () => true, numbersOf });
  const named = fc.tuple(message, fc.boolean()).map(([made, mended]) => {
    if (mended) mend(reflect(desc, made));
    return toBinary(desc, made);
  });
  return fc.oneof(
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }) },
    { weight: 4, arbitrary: named },
    { weight: 2, arbitrary: fc.tuple(named, fc.nat(), fc.nat(255)).map(mutate) },
  );
}

/** Cuts bytes off, changes one, or puts one in. */
function mutate([bytes, at, byte]: [Uint8Array, number, number]): Uint8Array {
  if (bytes.length === 0) return Uint8Array.of(byte);
  const place = at % bytes.length;
  if (at % 3 === 0) return bytes.slice(0, place);
  if (at % 3 === 1) return bytes.with(place, byte);
  return Uint8Array.from([...bytes.slice(0, place), byte, ...bytes.slice(place)]);
}

/** Gives every identifier in a message sound names. */
function mend(message: ReflectMessage): void {
  for (const field of message.fields) {
    const name = sound[message.desc.typeName]?.[field.name];
    if (name !== undefined) message.set(field, name);
    else if (field.name === "run" && message.desc.typeName in sound)
      mend(message.get(field) as ReflectMessage);
    else if (message.isSet(field)) {
      const value: unknown = message.get(field);
      if (isReflectMessage(value)) mend(value);
    }
  }
}
