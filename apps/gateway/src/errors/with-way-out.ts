/** An argument of Relay's connections that go backward, where a field doesn't have it. */
const backward = /^Unknown argument "(?:last|before)" on field /;

/** Adds to a message of the GraphQL library what to do instead, where many clients would expect that it works. */
export function withWayOut(message: string): string {
  if (!backward.test(message)) return message;
  return `${message} Lists go forward, by first and after: for the end of a list, sort it the other way with orderBy.`;
}
