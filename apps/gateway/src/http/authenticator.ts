import { createHash, timingSafeEqual } from "node:crypto";
import { readFileSync } from "node:fs";
import { GatewayError } from "../errors/gateway-error.ts";
import { SettingsError } from "../settings/settings-error.ts";

const shortest = 16;

/** A token, and whose it is. */
export interface Token {
  readonly token: string;
  /** The name of whoever holds it. Undefined: nobody has said. */
  readonly name?: string;
}

/** The longest name of whoever holds a token, in characters: that of a subject in Flyte's identities. */
const longestName = 255;

/** Knows the tokens that clients may come with. Without any, everybody may come. */
export class Authenticator {
  // Digests have one length, and tell nothing of a token to whoever sees a heap dump.
  readonly #digests: readonly Buffer[];
  readonly #names: readonly (string | undefined)[];

  /** Takes the tokens. None: nobody is asked for one. */
  constructor(tokens: readonly Token[]) {
    this.#digests = tokens.map(({ token }) => digest(token));
    this.#names = tokens.map(({ name }) => name);
  }

  /** Whether clients are asked for a token. */
  get required(): boolean {
    return this.#digests.length > 0;
  }

  /** Tells why a request with this Authorization header may not come in; undefined: it may. */
  refusal(header: string | undefined): GatewayError | undefined {
    if (!this.required) return undefined;
    const token = tokenIn(header);
    if (token !== undefined && this.#find(token) >= 0) return undefined;
    return new GatewayError(
      "UNAUTHENTICATED",
      token === undefined
        ? "This gateway asks for a token: send Authorization: Bearer TOKEN."
        : "The token isn't one that this gateway knows.",
    );
  }

  /** Names who holds the token in this Authorization header; undefined: nobody has said, or it is none that is known. */
  callerOf(header: string | undefined): string | undefined {
    const token = this.#names.some((name) => name !== undefined) ? tokenIn(header) : undefined;
    return token === undefined ? undefined : this.#names[this.#find(token)];
  }

  /** Finds the place of a token; -1: it isn't known. */
  #find(token: string): number {
    const given = digest(token);
    // All are compared, each in constant time: how long it takes tells nothing.
    return this.#digests.reduce(
      (found, known, i) => (timingSafeEqual(known, given) ? i : found),
      -1,
    );
  }
}

function tokenIn(header: string | undefined): string | undefined {
  return /^Bearer +(\S+) *$/i.exec(header ?? "")?.[1];
}

/**
 * Reads a file of tokens: one a line, with the name of who holds it before it and a space between them, where it is to be known; empty lines and lines that begin with # don't count.
 *
 * @throws SettingsError if it can't be read, has none, or has one that is too short.
 */
export function readTokens(path: string): Token[] {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new SettingsError([
      `The token file ${path} cannot be read: ${(error as Error).message}. Name another one with --auth-token-file.`,
    ]);
  }
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const isToken = (line: string): boolean => line !== "" && !line.startsWith("#");
  const bad = lines.findIndex((line) => isToken(line) && readToken(line) === undefined);
  if (bad >= 0) {
    throw new SettingsError([
      `Line ${bad + 1} of the token file ${path} is no token: it has to have ${shortest} characters or more, and no space; before it there may be the name of who holds it, of at most ${longestName} characters, and a space. "openssl rand -base64 32" makes one.`,
    ]);
  }
  const tokens = lines.filter(isToken).flatMap((line) => readToken(line) ?? []);
  if (tokens.length === 0) {
    throw new SettingsError([
      `The token file ${path} has no token in it. "openssl rand -base64 32" makes one.`,
    ]);
  }
  return tokens;
}

/** Reads a line. Undefined: it is no token. */
function readToken(line: string): Token | undefined {
  const [token = "", name, ...more] = line.split(/\s+/).toReversed();
  if (more.length > 0 || token.length < shortest) return undefined;
  if (name === undefined) return { token };
  return name.length > longestName ? undefined : { name, token };
}

function digest(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
