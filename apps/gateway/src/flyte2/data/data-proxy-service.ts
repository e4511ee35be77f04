import type { ServiceImpl } from "@connectrpc/connect";
import type { DataProxyService } from "@runledger/proto/flyteidl2/dataproxy";
import { present } from "../present.ts";
import type { SurfaceContext } from "../surface-context.ts";
import { getActionData } from "./action-data.ts";
import { createDownloadLink } from "./download-link.ts";
import { tailLogs } from "./tail-logs.ts";
import { uploadInputs } from "./upload-inputs.ts";
import { createUploadLocation } from "./upload-location.ts";

/** Carries inputs, outputs, files and logs, in the gateway's blobs. */
export function dataProxyService(context: SurfaceContext): ServiceImpl<typeof DataProxyService> {
  return {
    createUploadLocation: (request, { url }) =>
      createUploadLocation(context, request, url, Date.now()),
    uploadInputs: (request) => uploadInputs(context, request),
    createDownloadLink: (request, { url }) => createDownloadLink(context, request, url, Date.now()),
    getActionData: ({ actionId }) => getActionData(context, present(actionId)),
    tailLogs: (request, { signal }) => tailLogs(context, request, signal),
  };
}
