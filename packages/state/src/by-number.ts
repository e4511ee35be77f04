/**
 * Looks answers up by the number of an enum's value. They are given by the value's name, one for each, so that a value
 * which the schema adds breaks the build where the answers stand.
 */
export function byNumber<Name extends string, Answer>(
  numbers: Readonly<Record<Name, number>>,
  answers: Readonly<Record<NoInfer<Name>, Answer>>,
): ReadonlyMap<number, Answer> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Object.keys forgets that it lists the keys.
  const names = Object.keys(numbers) as Name[];
  return new Map(names.map((name) => [numbers[name], answers[name]]));
}
