import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "./temporary-folder.ts";

/** Whether there is a program to make certificates with. */
export const hasOpenssl = find();

/** A certificate authority of a test's own. */
export interface TestAuthority {
  /** The file that its certificate is in, as PEM. */
  readonly file: string;
  /** Makes a certificate for a host, and its key, both as PEM. */
  issue(host: string): { readonly certificate: string; readonly key: string };
}

/** Makes a certificate authority that is forgotten when the test has finished. */
export function testAuthority(name: string): TestAuthority {
  const folder = temporaryFolder();
  const path = (file: string): string => join(folder, file);
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  openssl(
    ...["req", "-x509", ...key, "-keyout", path("ca.key"), "-out", path("ca.crt")],
    ...["-subj", `/CN=${name}`, "-days", "2"],
  );
  return {
    file: path("ca.crt"),
    issue(host) {
      writeFileSync(path("names"), `subjectAltName=${host}\n`);
      const request = ["-keyout", path("server.key"), "-out", path("server.csr")];
      openssl("req", "-new", ...key, ...request, "-subj", "/CN=server");
      openssl(
        ...["x509", "-req", "-in", path("server.csr"), "-out", path("server.crt"), "-days", "2"],
        ...["-CA", path("ca.crt"), "-CAkey", path("ca.key"), "-CAcreateserial"],
        ...["-extfile", path("names")],
      );
      const read = (file: string): string => readFileSync(path(file), "utf8");
      return { certificate: read("server.crt"), key: read("server.key") };
    },
  };
}

function openssl(...words: string[]): void {
  execFileSync("openssl", words, { stdio: "pipe" });
}

function find(): boolean {
  try {
    openssl("version");
    return true;
  } catch {
    const what = "openssl is not on this machine (Debian: apt-get install openssl)";
    if (process.env["CI"] === "true" && process.platform === "linux") {
      throw new Error(`${what}, and CI has to run its tests.`);
    }
    console.warn(`Left out: the tests with TLS. ${what}.`);
    return false;
  }
}
