import { errorCodes } from "../../src/errors/error-code.ts";

/** Writes docs/errors.md. */
export function errorDocs(): string {
  const rows = Object.entries(errorCodes).map(([code, { status, meaning, wayOut, details }]) => {
    const more = details === undefined ? "" : `<br>Beside the code: ${details}`;
    return `| \`${code}\` | ${status} | ${meaning}${more} | ${wayOut} |`;
  });
  return `# Errors

<!-- Printed from the program by \`npm run generate\`. Do not edit. -->

What a rule of the ledger refuses is no error of GraphQL: a report that is REJECTED is an answer like any other, with its
rule and what would have been legal, and the rest of its batch goes through. The rules are listed by the query
\`{ rules { id name description wayOut } }\`. Errors are for what is broken: a request that can't be read, a limit that is
hit, a database that can't be reached.

Every error has a code from this list in \`extensions.code\`, whatever it came by: HTTP, server-sent events or WebSocket.
A program can ask for the list: \`{ server { errorCodes { code status meaning wayOut } } }\`.

\`\`\`json
{
  "errors": [
    {
      "message": "first is 5000, and a page has at most 1000 rows. The limit is set by --page-size or RUNLEDGER_PAGE_SIZE.",
      "path": ["runs"],
      "extensions": {
        "code": "LIMIT_EXCEEDED",
        "limit": { "name": "pageSize", "value": 1000, "actual": 5000, "flag": "--page-size", "environment": "RUNLEDGER_PAGE_SIZE" }
      }
    }
  ]
}
\`\`\`

| code | status | what has happened | what to do |
|---|---|---|---|
${rows.join("\n")}

## Statuses

The status of an HTTP answer is the one above where the answer holds no data. Two exceptions, both by the GraphQL-over-HTTP
specification: an answer that holds data has the status 200, whatever errors it holds besides; and a client that asks for
\`application/json\` rather than \`application/graphql-response+json\` gets 200 for whatever is wrong with a GraphQL request
itself (the codes below 500, \`BAD_REQUEST\` and \`METHOD_NOT_ALLOWED\` aside), as such clients are used to.

A stream of server-sent events begins with the status 200, and its errors come as events. Its last event has an id that
ends in \`$\` where coming again doesn't help, and the gateway answers a browser that comes again all the same with 204, upon
which it stops. For the codes of status 503 the id is the one to resume from.

## Coming again

\`OVERLOADED\`, \`UNAVAILABLE\` and \`CLOSING\` pass. Wait for \`retryAfterMs\` (HTTP answers have it in the header \`Retry-After\`
too, in whole seconds), longer each time, and with some chance in it, so that not all clients come at once. Reports may be
sent again at will: a repeat is known by its key (action, attempt, phase, version) and answered with DUPLICATE.

## In the log

\`INTERNAL\` and \`STORAGE\` don't show their text: it may tell of paths, or of data that isn't the client's. The log has it,
under the \`requestId\` that the error carries. Every HTTP answer has its id in the header \`x-request-id\`, and the log at the
level debug has a line for each.
`;
}
