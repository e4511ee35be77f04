import { BlobError } from "../blob-error.ts";

/** Where a bucket is, and with which keys it is opened. */
export interface BucketSettings {
  readonly bucket: string;
  /** What every key begins with: "", or a path that ends with a slash. */
  readonly prefix: string;
  /** The address of the bucket, without a slash at its end. */
  readonly address: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | undefined;
}

const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const KNOWN = new Set(["endpoint", "region"]);

/**
 * Reads `s3://BUCKET/PREFIX?endpoint=…&region=…`. What the address doesn't say comes from the environment, under the names that
 * AWS's tools use.
 *
 * @throws BlobError of kind `setting`
 */
export function readBucketSettings(
  url: string,
  setting: string,
  environment: Readonly<Record<string, string | undefined>>,
): BucketSettings {
  const { hostname: bucket, pathname, searchParams } = parse(url, setting);
  if (!BUCKET.test(bucket))
    throw wrong(setting, `names the bucket ${JSON.stringify(bucket)}. Give s3://BUCKET/PREFIX.`);
  const unknown = [...searchParams.keys()].find((name) => !KNOWN.has(name));
  if (unknown !== undefined)
    throw wrong(setting, `has the parameter ${unknown}. It may have endpoint and region.`);
  const region = searchParams.get("region") ?? environment["AWS_REGION"] ?? "us-east-1";
  const endpoint =
    searchParams.get("endpoint") ??
    environment["AWS_ENDPOINT_URL_S3"] ??
    environment["AWS_ENDPOINT_URL"];
  return {
    bucket,
    prefix: pathname.replaceAll(/^\/+|\/+$/g, "").replace(/.$/, "$&/"),
    address: addressOf(bucket, region, endpoint, setting),
    region,
    accessKeyId: required("AWS_ACCESS_KEY_ID", setting, environment),
    secretAccessKey: required("AWS_SECRET_ACCESS_KEY", setting, environment),
    sessionToken: environment["AWS_SESSION_TOKEN"],
  };
}

function parse(url: string, setting: string): URL {
  const parsed = URL.parse(url);
  if (parsed === null) throw wrong(setting, "is no address. Give s3://BUCKET/PREFIX.");
  if (parsed.username !== "" || parsed.password !== "")
    throw wrong(
      setting,
      "holds keys, which then stand in logs. Put them into AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.",
    );
  return parsed;
}

/** AWS wants the bucket in the host's name; others, who are reached by an address of one's own, in the path. */
function addressOf(
  bucket: string,
  region: string,
  endpoint: string | undefined,
  setting: string,
): string {
  if (endpoint === undefined) return `https://${bucket}.s3.${region}.amazonaws.com`;
  const parsed = URL.parse(endpoint);
  if (parsed === null || !/^https?:$/.test(parsed.protocol))
    throw wrong(
      setting,
      `has the endpoint ${endpoint}. Give one that begins with https:// or http://.`,
    );
  return `${parsed.href.replace(/\/+$/, "")}/${bucket}`;
}

function required(
  name: string,
  setting: string,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  const value = environment[name];
  if (value === undefined || value === "")
    throw wrong(setting, `names a bucket, and ${name} isn't set. Set it in the environment.`);
  return value;
}

function wrong(setting: string, sentence: string): BlobError {
  return new BlobError("setting", `${setting} ${sentence}`);
}
