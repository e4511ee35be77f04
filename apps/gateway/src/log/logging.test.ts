import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { pino } from "pino";
import { expect, test } from "vitest";
import { startTestGateway } from "../testing/start-test-gateway.ts";

test("The log has a line for each request at debug, and no secret", async () => {
  const lines: string[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  });
  const tokens = join(mkdtempSync(join(tmpdir(), "runledger-test-")), "tokens");
  writeFileSync(tokens, "secret-token-of-some-length");
  const gateway = await startTestGateway({
    logger: pino({ level: "trace" }, stream),
    authTokenFile: tokens,
  });
  const authorization = "Bearer secret-token-of-some-length";
  const { headers } = await gateway.send(
    '{ errorGroups(project: "secret-project", domain: "d") { code } }',
    {},
    { authorization },
  );
  await fetch(
    `${gateway.url}/graphql?query={server{version}}&variables={"secret":"secret-variable"}`,
    {
      headers: { authorization, cookie: "secret-cookie" },
    },
  );
  await gateway.send(
    "{ server { version } }",
    {},
    { authorization: "Bearer wrong-secret-of-some-length" },
  );
  await gateway.close();
  const entries = lines.map((line) => JSON.parse(line));
  expect(entries.filter(({ msg }) => msg === "request")).toEqual([
    expect.objectContaining({
      method: "POST",
      path: "/graphql",
      status: 200,
      requestId: headers.get("x-request-id"),
    }),
    expect.objectContaining({ method: "GET", path: "/graphql", status: 200 }),
    expect.objectContaining({ method: "POST", path: "/graphql", status: 401 }),
  ]);
  expect(lines.join("")).not.toMatch(/secret/);
});
