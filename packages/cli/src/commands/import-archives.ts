import { createReadStream } from "node:fs";
import { ArchiveError, type ArchiveSummary, checkArchive } from "@runledger/archive";
import { sendArchive } from "../client/archives.ts";
import { retry } from "../client/retry.ts";
import { connect, type ConnectionOptions, patienceOf } from "../command/connection-options.ts";
import { exitCode, type ExitCode } from "../command/exit-code.ts";
import type { Host } from "../command/host.ts";
import { UsageError } from "../command/usage-error.ts";

/** How archives are imported. */
export interface ImportArchivesOptions extends ConnectionOptions {
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/**
 * Imports archives of runs. All are read to their ends before the first is sent: what is wrong with one is said while nothing has
 * happened.
 */
export async function importArchives(
  files: readonly string[],
  options: ImportArchivesOptions,
  host: Host,
): Promise<ExitCode> {
  const archives: { readonly file: string; readonly summary: ArchiveSummary }[] = [];
  for (const file of files) archives.push({ file, summary: await check(file) });
  const client = await connect(options, host);
  let code: ExitCode = exitCode.ok;
  for (const { file, summary } of archives) {
    const told = { file, ...describe(summary) };
    if (options.dryRun === true) {
      tell(host, options, { ...told, kind: "would import" }, "");
      continue;
    }
    const sent = await retry(
      () => sendArchive(client.options, file, host.stop),
      patienceOf(options, host),
    );
    if (sent.kind !== "imported") code = exitCode.failed;
    const revision = sent.revision ?? told.revision;
    tell(host, options, { ...told, revision, kind: sent.kind }, sent.message);
    if (host.stop.aborted) return exitCode.interrupted;
  }
  return code;
}

interface Told {
  readonly kind: string;
  readonly file: string;
  readonly project: string;
  readonly domain: string;
  readonly name: string;
  readonly revision: number;
  readonly actions: number;
  readonly reports: number;
}

function describe({
  actions,
  reports,
  revision,
  run,
}: ArchiveSummary): Omit<Told, "file" | "kind"> {
  const { domain, name, project } = run;
  return { project, domain, name, revision, actions, reports };
}

function tell(host: Host, { json }: ImportArchivesOptions, told: Told, message: string): void {
  if (json === true) {
    host.stdout.write(`${JSON.stringify(message === "" ? told : { ...told, message })}\n`);
    return;
  }
  const { actions, domain, kind, name, project, reports, revision } = told;
  const text =
    message === ""
      ? `${kind} ${project}/${domain}/${name}  ${actions} actions  ${reports} reports  revision ${revision}\n`
      : `left ${told.file}: ${message}\n`;
  host.stdout.write(text);
}

async function check(file: string): Promise<ArchiveSummary> {
  if (file === "-") {
    throw new UsageError("an archive is read twice, and standard input can't be: name the file");
  }
  try {
    return await checkArchive(createReadStream(file));
  } catch (error) {
    if (error instanceof ArchiveError) throw new UsageError(`${file}: ${error.message}`);
    if (error instanceof Error && "syscall" in error)
      throw new UsageError(`${file} can't be read: ${error.message}`);
    throw error;
  }
}
