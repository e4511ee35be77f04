import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** Starts the machine's own Chromium, or the one that `RUNLEDGER_CHROMIUM` names. Throws where there is none. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = process.env["RUNLEDGER_CHROMIUM"] ?? installed();
  if (executablePath === undefined) {
    throw new Error(
      "There is no Chromium on the path: install it, or name it in RUNLEDGER_CHROMIUM.",
    );
  }
  // Who runs as root, as in a container, gets no sandbox from Chromium. It only ever sees the gateway's pages.
  return chromium.launch({ executablePath, chromiumSandbox: process.getuid?.() !== 0 });
}

function installed(): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync);
}
