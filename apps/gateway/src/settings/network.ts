import { textList } from "./text-list.ts";
import { optionalText, text } from "./text.ts";
import { toggle } from "./toggle.ts";
import { wholeNumber } from "./whole-number.ts";
import type { SettingsTable } from "./setting.ts";

/** Who can reach the gateway, and how. */
export interface NetworkSettings {
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string | undefined;
  readonly authTokenFile: string | undefined;
  readonly tlsCertificateFile: string | undefined;
  readonly tlsKeyFile: string | undefined;
  readonly allowUnauthenticatedNetworkAccess: boolean;
  readonly allowedHosts: readonly string[];
  readonly corsOrigins: readonly string[];
}

/** Declares them. */
export const networkSettings: SettingsTable<NetworkSettings> = {
  host: text({
    placeholder: "HOST",
    expected: "a host name or an address",
    description:
      "Where to listen. Anything but a loopback address needs --auth-token-file, or the flag that does without it.",
    fallback: "127.0.0.1",
  }),
  port: wholeNumber({
    description: "The port to listen on. 0: any that is free.",
    fallback: 8090,
    min: 0,
    max: 65_535,
  }),
  publicUrl: optionalText({
    placeholder: "URL",
    expected: "an address that begins with http:// or https://",
    description:
      "The address that clients reach the gateway by, for the addresses of files that it gives away. Left out: the one that each client came by.",
  }),
  authTokenFile: optionalText({
    placeholder: "FILE",
    expected: "the path of a file",
    description:
      "A file of bearer tokens, one a line, each of 16 characters or more, with the name of who holds it and a space before it where that is to be known. With it, all but /healthz, /readyz and the pages themselves ask for one of them.",
  }),
  tlsCertificateFile: optionalText({
    placeholder: "FILE",
    expected: "the path of a file",
    description:
      "A certificate, and those that lead to its authority, as PEM. With it and --tls-key-file the port speaks TLS, and nothing else. Read anew when it changes.",
  }),
  tlsKeyFile: optionalText({
    placeholder: "FILE",
    expected: "the path of a file",
    description: "The certificate's private key, as PEM. Read anew when it changes.",
  }),
  allowUnauthenticatedNetworkAccess: toggle({
    description:
      "Listens on the network without asking anybody for a token: whoever reaches the port may read and write everything.",
    fallback: false,
  }),
  allowedHosts: textList({
    placeholder: "HOSTS",
    expected:
      "host names with commas between them, without scheme and port, as in ledger.example.com",
    description:
      "Names that clients may reach an unauthenticated gateway by, beside localhost and addresses. Guards against DNS rebinding.",
    isItem: (item) => /^[A-Za-z0-9.-]+$/.test(item),
  }),
  corsOrigins: textList({
    placeholder: "ORIGINS",
    expected: "origins with commas between them, as in https://console.example.com",
    description: "Web pages from other origins that may use the gateway. None: only its own.",
    isItem: (item) => URL.canParse(item) && new URL(item).origin === item,
  }),
};
