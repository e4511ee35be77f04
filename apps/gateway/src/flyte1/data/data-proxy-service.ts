import { create } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import type { ServiceImpl } from "@connectrpc/connect";
import { CreateUploadLocationRequestSchema as LocationSchema } from "@runledger/proto/flyteidl2/dataproxy";
import { ArtifactType, type DataProxyService } from "@runledger/proto/flyteidl/service";
import { badInput } from "../../errors/bad-input.ts";
import { GatewayError } from "../../errors/gateway-error.ts";
import { reportKey } from "../../flyte2/data/download-link.ts";
import { secondsOf } from "../../flyte2/data/seconds-of.ts";
import { createUploadLocation } from "../../flyte2/data/upload-location.ts";
import { present } from "../../flyte2/present.ts";
import type { SurfaceContext } from "../../flyte2/surface-context.ts";
import { findNode } from "../nodes/nodes.ts";
import { getData } from "./get-data.ts";

/** Carries files for Flyte 1's clients, in the gateway's blobs. */
export function dataProxyService(context: SurfaceContext): ServiceImpl<typeof DataProxyService> {
  return {
    async createUploadLocation({ $typeName: _, addContentMd5Metadata: __, ...same }, { url }) {
      const request = create(LocationSchema, same);
      const found = await createUploadLocation(context, request, url, Date.now());
      const { signedUrl = "", nativeUrl = "", expiresAt, headers = {} } = found;
      return { signedUrl, nativeUrl, headers, ...(expiresAt && { expiresAt }) };
    },
    async createDownloadLocation({ nativeUrl, expiresIn }, { url }) {
      const { blobs } = context;
      const key = blobs.store.keyOf(nativeUrl);
      if (key === undefined)
        throw badInput(
          "native_url",
          `native_url is ${JSON.stringify(nativeUrl)}, which doesn't lie in this gateway's blobs.`,
        );
      const expires = secondsOf(expiresIn);
      const address = await signed(context, key, expires, url);
      return { signedUrl: address.url, expiresAt: timestampFromMs(address.expiresAt) };
    },
    async createDownloadLink({ artifactType, expiresIn, source }, { url }) {
      if (artifactType !== ArtifactType.DECK || source.case !== "nodeExecutionId")
        throw badInput(
          "artifact_type",
          "artifact_type and source name nothing that this gateway keeps: there are decks of nodes (ARTIFACT_TYPE_DECK, node_execution_id).",
        );
      const { id, attempts } = await findNode(context.ledger, source.value, "node_execution_id");
      const attempt = attempts.at(-1)?.attempt ?? 1;
      const key = await reportKey(context, { actionId: present(id), attempt });
      if (key === undefined || (await context.blobs.store.stat(key)) === undefined)
        throw new GatewayError(
          "NOT_FOUND",
          `The node ${JSON.stringify(source.value.nodeId)} has no deck here.`,
        );
      const address = await signed(context, key, secondsOf(expiresIn), url);
      const expiresAt = timestampFromMs(address.expiresAt);
      return {
        signedUrl: [address.url],
        expiresAt,
        preSignedUrls: { signedUrl: [address.url], expiresAt },
      };
    },
    getData: ({ flyteUrl }) => getData(context, flyteUrl),
  };
}

function signed({ blobs }: SurfaceContext, key: string, expiresIn: number, url: string) {
  return blobs.sign(key, { method: "GET", expiresIn }, new URL(url).origin, Date.now());
}
