/** Gets a message that the schema's rules have found in its request. */
export function present<T>(message: T | undefined): T {
  if (message !== undefined) return message;
  throw new Error("A required field is missing in a message that has passed the rules.");
}
