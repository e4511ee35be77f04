/** Gives random bytes: `count` of them. The ledger names runs by them. Tests pass a seeded one. */
export type RandomBytes = (count: number) => Uint8Array;
