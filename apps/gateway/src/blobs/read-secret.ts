import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const LENGTH = 32;

/**
 * Reads the secret that addresses of blobs are signed with, and makes one where there is none. It lies beside the blobs, for
 * their owner only, so that all gateways on one directory know each other's addresses.
 *
 * @param folder the blobs' directory; undefined: they lie elsewhere, and nothing is signed that outlives the process
 */
export function readSecret(folder: string | undefined): Uint8Array {
  if (folder === undefined) return randomBytes(LENGTH);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, ".signing-secret");
  try {
    writeFileSync(path, randomBytes(LENGTH), { flag: "wx", mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  const secret = readFileSync(path);
  if (secret.byteLength >= LENGTH) return secret;
  throw new Error(
    `${path} has ${secret.byteLength} bytes and needs ${LENGTH}. Delete it, and another one is made.`,
  );
}
