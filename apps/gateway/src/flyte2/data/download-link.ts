import type { MessageInitShape } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import type { ActionAttemptIdentifier } from "@runledger/proto";
import {
  ArtifactType,
  type CreateDownloadLinkRequest,
  type CreateDownloadLinkResponseSchema,
} from "@runledger/proto/flyteidl2/dataproxy";
import { GatewayError } from "../../errors/gateway-error.ts";
import { present } from "../present.ts";
import { getActionDetails } from "../runs/get-details.ts";
import type { SurfaceContext } from "../surface-context.ts";
import { REPORT_FILE } from "./files.ts";
import { secondsOf } from "./seconds-of.ts";
import { trackedRoot, uploadKey } from "./upload-key.ts";

/**
 * Says where to download a file from: an attempt's report.
 *
 * @param url the address that the client came by
 * @param now in milliseconds since 1970
 * @throws GatewayError NOT_FOUND where there is none
 */
export async function createDownloadLink(
  context: SurfaceContext,
  { artifactType, expiresIn, source }: CreateDownloadLinkRequest,
  url: string,
  now: number,
): Promise<MessageInitShape<typeof CreateDownloadLinkResponseSchema>> {
  if (artifactType !== ArtifactType.REPORT || source.case !== "actionAttemptId") {
    throw new GatewayError(
      "BAD_INPUT",
      "artifact_type and source name nothing that this gateway keeps: there are reports of attempts (ARTIFACT_TYPE_REPORT, action_attempt_id).",
      { field: "artifact_type" },
    );
  }
  const { blobs } = context;
  const key = await reportKey(context, source.value);
  if (key === undefined || (await blobs.store.stat(key)) === undefined) {
    const { actionId, attempt } = source.value;
    throw new GatewayError(
      "NOT_FOUND",
      `Attempt ${attempt} of the action ${JSON.stringify(actionId?.name ?? "")} has no report here.`,
    );
  }
  const options = { method: "GET", expiresIn: secondsOf(expiresIn) } as const;
  const address = await blobs.sign(key, options, new URL(url).origin, now);
  const expiresAt = timestampFromMs(address.expiresAt);
  return { preSignedUrls: { signedUrl: [address.url], expiresAt } };
}

/** Finds where the report of an attempt lies, or would lie. Undefined: in a place that this gateway doesn't keep. */
export async function reportKey(
  context: SurfaceContext,
  { actionId, attempt }: Pick<ActionAttemptIdentifier, "actionId" | "attempt">,
): Promise<string | undefined> {
  const action = present(actionId);
  const details = await getActionDetails(context, action);
  const found = details.attempts.find((each) => each.attempt === attempt);
  const uri = found?.outputs?.reportUri ?? "";
  if (uri !== "") return context.blobs.store.keyOf(uri);
  const { domain = "", name = "", project = "" } = action.run ?? {};
  return uploadKey({ project, domain }, trackedRoot(name, action.name, attempt), REPORT_FILE);
}
