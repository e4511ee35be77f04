import { applyWaivers } from "../waivers/index.ts";
import { findBaseline } from "./baseline/find-baseline.ts";
import { listReleases } from "./baseline/list-releases.ts";
import { CompatError } from "./compat-error.ts";
import type { CompatOptions } from "./compat-options.ts";
import { checkProto, withPlace } from "./check-proto.ts";
import type { Finding } from "./finding.ts";
import { checkGraphQL } from "./graphql/check-graphql.ts";
import { lintLifecycles } from "./lifecycle/check-lifecycles.ts";
import { type LoadedPolicy, loadPolicy } from "./load-policy.ts";
import { loadSide } from "./load-side.ts";
import { type Judged, judge } from "./policy/judge.ts";
import type { CompatReport } from "./report/report.ts";
import { sortJudged } from "./report/sort-judged.ts";
import { type Scratch, withScratch } from "./scratch.ts";
import { type Buf, findBuf } from "./schema/buf.ts";
import { listFiles } from "./schema/list-files.ts";
import type { Side } from "./side.ts";
import { checkTypeScript } from "./typescript/check-typescript.ts";
import { wantedPath } from "./wanted-path.ts";

/**
 * Compares a folder with what it was: bytes and JSON, lifecycles, constraints, GraphQL, TypeScript. Reads files, runs buf and
 * git, writes below the folder for temporary files only.
 *
 * @throws CompatError where something can't be compared as asked, with the way out
 */
export async function compare(options: CompatOptions): Promise<CompatReport> {
  const loaded = await loadPolicy(options);
  const { policy } = loaded;
  const releases =
    policy.releases === undefined ? [] : await listReleases(options.folder, policy.releases);
  const names = [...new Set([...options.against, ...releases])];
  if (names.length === 0 && policy.releases === undefined) {
    throw new CompatError("there is nothing to compare with: name it with --against");
  }
  return withScratch(async (scratch) => {
    const run = new Comparison(options, loaded, scratch);
    await run.prepare();
    for (const [index, name] of names.entries()) await run.against(name, index === 0);
    if (policy.releases !== undefined && releases.length === 0) {
      run.notes.push(`there is no release ${policy.releases} to compare with`);
    }
    return run.report(names);
  });
}

/** A comparison on its way. */
class Comparison {
  readonly #options: CompatOptions;
  readonly #loaded: LoadedPolicy;
  readonly #scratch: Scratch;
  readonly #buf: Buf;
  readonly #judged: Judged[] = [];
  readonly notes: string[] = [];
  #now: Side | undefined;
  #fileOf: (name: string) => string = (name) => name;

  constructor(options: CompatOptions, loaded: LoadedPolicy, scratch: Scratch) {
    this.#options = options;
    this.#loaded = loaded;
    this.#scratch = scratch;
    this.#buf = findBuf(options.folder, options.env, options.buf);
  }

  /** Compiles the side that is judged, and judges what can be judged by itself. */
  async prepare(): Promise<void> {
    const { policy, overlay } = this.#loaded;
    const { folder } = this.#options;
    const baseline = { kind: "folder", name: "the folder", folder } as const;
    const [now, fileOf] = await Promise.all([
      loadSide(this.#buf, baseline, policy.proto, overlay),
      policy.proto === undefined ? this.#fileOf : listFiles(this.#buf, folder, policy.proto),
    ]);
    this.#now = now;
    this.#fileOf = fileOf;
    const { proto } = now;
    if (proto === undefined) return;
    const found = lintLifecycles(proto.schema).map((each) => withPlace(each, proto, fileOf));
    this.#judge(found, "itself", true);
  }

  /** Compares with one earlier state. @param isLatest whether it is the latest one */
  async against(name: string, isLatest: boolean): Promise<void> {
    const { policy, overlay } = this.#loaded;
    const { folder } = this.#options;
    const baseline = await findBaseline(name, folder, await this.#scratch(), wantedPath(policy));
    const before = await loadSide(this.#buf, baseline, policy.proto, overlay);
    const found = await Promise.all([
      this.#compareProto(before),
      this.#compareGraphQL(before),
      this.#compareTypeScript(before),
    ]);
    this.#judge(found.flat(), name, isLatest);
  }

  report(against: readonly string[]): CompatReport {
    const { waivers } = this.#loaded;
    const entries = this.#judged.map((judged) => ({ ...judged.finding, judged }));
    const { kept, waived, problems } = applyWaivers(
      // What fails nothing needs no waiver, and would make one look used.
      entries.filter(({ judged }) => judged.standing === "fails" || judged.standing === "warns"),
      waivers,
      this.#options.today,
    );
    const noted = this.#judged.filter(({ standing }) => standing === "noted");
    return {
      against,
      judged: sortJudged([
        ...kept.map(({ judged }) => judged),
        ...waived.map(({ finding, waiver }) => ({
          ...finding.judged,
          standing: "waived" as const,
          waiver: `${waiver.reason} (${waiver.owner}, until ${waiver.expires})`,
        })),
        ...noted,
      ]),
      waiverProblems: problems,
      notes: this.notes,
    };
  }

  #judge(found: readonly Finding[], against: string, isLatest: boolean): void {
    const { policy } = this.#loaded;
    this.#judged.push(...found.map((finding) => judge(finding, against, isLatest, policy)));
  }

  async #compareProto(before: Side): Promise<Finding[]> {
    const after = this.#now;
    if (after?.proto === undefined || before.proto === undefined) {
      if (this.#loaded.policy.proto === undefined) return [];
      const side = before.proto === undefined ? before.name : "the folder";
      this.notes.push(`${side} has no .proto files to compare`);
      return [];
    }
    return checkProto(before.proto, after.proto, {
      buf: this.#buf,
      category: this.#loaded.policy.wire,
      fileOf: this.#fileOf,
      scratch: this.#scratch,
    });
  }

  async #compareGraphQL(before: Side): Promise<Finding[]> {
    const { graphql } = this.#loaded.policy;
    if (graphql === undefined) return [];
    if (before.folder === undefined) {
      this.notes.push(`${before.name} is an image and holds no GraphQL schema to compare`);
      return [];
    }
    const operations = [...graphql.operations, ...(this.#options.operations ?? [])];
    return checkGraphQL(before, this.#options.folder, { ...graphql, operations }, this.notes);
  }

  async #compareTypeScript(before: Side): Promise<Finding[]> {
    const { packages } = this.#loaded.policy;
    if (packages.length === 0) return [];
    if (before.folder === undefined) {
      this.notes.push(`${before.name} is an image and holds no packages to compare`);
      return [];
    }
    return checkTypeScript(before.folder, this.#options.folder, packages);
  }
}
