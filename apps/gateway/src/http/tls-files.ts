import { readFileSync, unwatchFile, watchFile } from "node:fs";
import { createSecureContext } from "node:tls";
import type { Logger } from "pino";
import { SettingsError } from "../settings/settings-error.ts";
import type { Settings } from "../settings/table.ts";

/** A certificate with its key, as PEM. */
export interface Certificate {
  readonly cert: Buffer;
  readonly key: Buffer;
}

/** Where they lie. */
interface TlsFiles {
  readonly certificate: string;
  readonly key: string;
}

/** How often the files are looked at, in milliseconds. Looked at, since mounted secrets change by links that move. */
const interval = 2000;

/**
 * Names the files of a certificate and its key; undefined: neither is set.
 *
 * @throws SettingsError if one of the two is missing.
 */
export function tlsFiles({
  tlsCertificateFile,
  tlsKeyFile,
}: Pick<Settings, "tlsCertificateFile" | "tlsKeyFile">): TlsFiles | undefined {
  if (tlsCertificateFile === undefined && tlsKeyFile === undefined) return undefined;
  if (tlsCertificateFile !== undefined && tlsKeyFile !== undefined) {
    return { certificate: tlsCertificateFile, key: tlsKeyFile };
  }
  const [missing, given] =
    tlsKeyFile === undefined
      ? ["--tls-key-file", "--tls-certificate-file"]
      : ["--tls-certificate-file", "--tls-key-file"];
  throw new SettingsError([`${given} is set and ${missing} isn't: TLS needs both.`], true);
}

/**
 * Reads a certificate and its key, and checks that they belong together.
 *
 * @throws SettingsError that says which file is wrong, and never what stands in it.
 */
export function readCertificate(files: TlsFiles): Certificate {
  const read = (path: string, flag: string): Buffer => {
    try {
      return readFileSync(path);
    } catch (error) {
      const { message } = error as Error;
      throw new SettingsError([
        `${path} cannot be read: ${message}. Name another one with ${flag}.`,
      ]);
    }
  };
  const cert = read(files.certificate, "--tls-certificate-file");
  const key = read(files.key, "--tls-key-file");
  try {
    createSecureContext({ cert, key });
  } catch (error) {
    const { message } = error as Error;
    throw new SettingsError([
      `${files.certificate} and ${files.key} are no certificate with its key, both as PEM: ${message}.`,
    ]);
  }
  return { cert, key };
}

/**
 * Calls `changed` with the certificate whenever the files have changed and hold a sound one. Others are logged, and the one
 * before stays.
 *
 * @returns How to stop.
 */
export function watchCertificate(
  files: TlsFiles,
  changed: (certificate: Certificate) => void,
  logger: Logger,
): () => void {
  const paths = [files.certificate, files.key];
  const look = (): void => {
    try {
      changed(readCertificate(files));
      logger.info({ certificate: files.certificate }, "The certificate was read anew.");
    } catch (error) {
      const problem = error instanceof SettingsError ? error.problems.join(" ") : String(error);
      // Two files change one after the other: between the two they don't belong together.
      logger.warn({ problem }, "The certificate isn't sound, and the one before stays.");
    }
  };
  for (const path of paths) watchFile(path, { interval, persistent: false }, look);
  return () => {
    for (const path of paths) unwatchFile(path, look);
  };
}
