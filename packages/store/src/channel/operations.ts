/** Operations that can be asked for by name. What they take and give is plain data. */
export type Operations = { readonly [name: string]: (...args: never[]) => unknown };

/** Names the operations of a set. */
export type OperationName<O> = keyof O & string;
