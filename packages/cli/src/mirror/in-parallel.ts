/** Asks something of each item, so many at a time. @returns the answers, in the order of the items */
export async function inParallel<Item, Answer>(
  items: readonly Item[],
  atATime: number,
  ask: (item: Item) => Promise<Answer>,
): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  const entries = items.entries();
  const work = async (): Promise<void> => {
    for (const [index, item] of entries) answers[index] = await ask(item);
  };
  await Promise.all(Array.from({ length: Math.min(atATime, items.length) }, work));
  return answers;
}
