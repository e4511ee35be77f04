import { expect, test } from "vitest";
import { startTestGateway } from "../../testing/start-test-gateway.ts";
import { storyRun as run } from "../../testing/story.ts";

test("An attempt gives the links that a person should see at a time", async () => {
  const gateway = await startTestGateway();
  const updatedTime = "2026-01-01T00:00:00Z";
  const logInfo = [
    { name: "always", uri: "https://logs.example/1" },
    { name: "an hour", uri: "https://logs.example/2", ttl: "3600s" },
    { name: "at work", uri: "https://logs.example/3", HideOnceFinished: true },
  ];
  const id = { run, name: "a0" };
  const event = { id, attempt: 1, phase: "SUCCEEDED", updatedTime, logInfo };
  await gateway.send(
    "mutation ($event: ActionEventInput!) { reportEvents(input: {reports: [{event: $event}]}) { counts { count } } }",
    { event },
  );
  const { data, errors } = await gateway.send(
    `query ($id: ActionIdentifierInput!) { action(action: $id) { attempts {
      clusterEventsCut
      soon: visibleLogs(at: "2026-01-01T00:30:00Z") { name }
      later: visibleLogs(at: "2026-01-02T00:00:00Z") { name }
      visibleLogs { name }
    } } }`,
    { id },
  );
  expect(errors).toEqual([]);
  expect(data).toMatchObject({
    action: {
      attempts: [
        {
          clusterEventsCut: false,
          soon: [{ name: "always" }, { name: "an hour" }],
          later: [{ name: "always" }],
          visibleLogs: [{ name: "always" }],
        },
      ],
    },
  });
});
