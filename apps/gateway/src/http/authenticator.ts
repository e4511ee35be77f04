import { createHash, timingSafeEqual } from "node:crypto";
import { readFileSync } from "node:fs";
import { GatewayError } from "../errors/gateway-error.ts";
import { SettingsError } from "../settings/settings-error.ts";

const shortest = 16;

/** Knows the tokens that clients may come with. Without any, everybody may come. */
export class Authenticator {
  // Digests have one length, and tell nothing of a token to whoever sees a heap dump.
  readonly #digests: readonly Buffer[];

  /** Takes the tokens. None: nobody is asked for one. */
  constructor(tokens: readonly string[]) {
    this.#digests = tokens.map(digest);
  }

  /** Whether clients are asked for a token. */
  get required(): boolean {
    return this.#digests.length > 0;
  }

  /** Tells why a request with this Authorization header may not come in; undefined: it may. */
  refusal(header: string | undefined): GatewayError | undefined {
    if (!this.required) return undefined;
    const [, token] = /^Bearer +(\S+) *$/i.exec(header ?? "") ?? [];
    if (token !== undefined && this.#knows(token)) return undefined;
    return new GatewayError(
      "UNAUTHENTICATED",
      token === undefined
        ? "This gateway asks for a token: send Authorization: Bearer TOKEN."
        : "The token isn't one that this gateway knows.",
    );
  }

  #knows(token: string): boolean {
    const given = digest(token);
    // All are compared, each in constant time: how long it takes tells nothing.
    return this.#digests.reduce((found, known) => timingSafeEqual(known, given) || found, false);
  }
}

/**
 * Reads a file of tokens: one a line; empty lines and lines that begin with # don't count.
 *
 * @throws SettingsError if it can't be read, has none, or has one that is too short.
 */
export function readTokens(path: string): string[] {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new SettingsError([
      `The token file ${path} cannot be read: ${(error as Error).message}. Name another one with --auth-token-file.`,
    ]);
  }
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const tokens = lines.filter((line) => line !== "" && !line.startsWith("#"));
  const bad = lines.findIndex(
    (line) => tokens.includes(line) && (line.length < shortest || /\s/.test(line)),
  );
  if (bad >= 0) {
    throw new SettingsError([
      `Line ${bad + 1} of the token file ${path} is no token: it has to have ${shortest} characters or more, and no space. "openssl rand -base64 32" makes one.`,
    ]);
  }
  if (tokens.length === 0) {
    throw new SettingsError([
      `The token file ${path} has no token in it. "openssl rand -base64 32" makes one.`,
    ]);
  }
  return tokens;
}

function digest(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
