import type { MessageInitShape } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import type {
  CreateUploadLocationRequest,
  CreateUploadLocationResponseSchema,
} from "@runledger/proto/flyteidl2/dataproxy";
import { GatewayError } from "../../errors/gateway-error.ts";
import type { SurfaceContext } from "../surface-context.ts";
import { secondsOf } from "./seconds-of.ts";
import { uploadKey } from "./upload-key.ts";

const MD5_BYTES = 16;

/**
 * Says where to upload a file to. Files of one name and one content have one place, so an upload that is repeated replaces
 * itself.
 *
 * @param url the address that the client came by
 * @param now in milliseconds since 1970
 */
export async function createUploadLocation(
  { blobs }: SurfaceContext,
  request: CreateUploadLocationRequest,
  url: string,
  now: number,
): Promise<MessageInitShape<typeof CreateUploadLocationResponseSchema>> {
  const { contentLength, contentMd5, expiresIn, filename, filenameRoot, project } = request;
  if (project === "") throw missing("project");
  if (contentMd5.length !== 0 && contentMd5.length !== MD5_BYTES) {
    const problem = `has ${contentMd5.length} bytes, and an MD5 has ${MD5_BYTES}`;
    throw new GatewayError("BAD_INPUT", `content_md5 ${problem}.`, { field: "content_md5" });
  }
  if (filenameRoot === "" && contentMd5.length === 0) throw missing("filename_root or content_md5");
  const root = filenameRoot === "" ? Buffer.from(contentMd5).toString("hex") : filenameRoot;
  const key = uploadKey(request, root, filename);
  const address = await blobs.sign(
    key,
    {
      method: "PUT",
      expiresIn: secondsOf(expiresIn),
      ...(contentMd5.length > 0 && { md5: contentMd5 }),
      ...(contentLength > 0n && { size: Number(contentLength) }),
    },
    new URL(url).origin,
    now,
  );
  return {
    signedUrl: address.url,
    nativeUrl: blobs.store.uriOf(key),
    expiresAt: timestampFromMs(address.expiresAt),
    headers: { ...address.headers },
  };
}

function missing(field: string): GatewayError {
  return new GatewayError("BAD_INPUT", `${field} is missing.`, { field });
}
