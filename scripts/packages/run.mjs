import { execFile } from "node:child_process";

/**
 * Runs a program to its end.
 *
 * @param {string} file
 * @param {readonly string[]} args
 * @param {string} cwd
 * @param {Record<string, string>} [env] in addition to this process's
 * @returns {Promise<{ ok: boolean, output: string }>} what it printed on both streams; never rejects
 */
export function run(file, args, cwd, env = {}) {
  const options = { cwd, env: { ...process.env, NO_COLOR: "1", ...env }, maxBuffer: 64 << 20 };
  return new Promise((resolve) => {
    execFile(file, args, options, (error, stdout, stderr) => {
      resolve({ ok: error === null, output: `${stdout}${stderr}` || (error?.message ?? "") });
    });
  });
}
