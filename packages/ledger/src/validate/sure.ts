/** A test that says yes only if it is sure. */
export type Sure<T> = (value: T) => boolean;

/** There is nothing that could be wrong. */
export const always: Sure<unknown> = () => true;

/** There is something that can't be told from here. */
export const never: Sure<unknown> = () => false;
