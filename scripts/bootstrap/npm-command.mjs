/**
 * @param {readonly string[]} args
 * @returns {[string, string[]]} the program and its arguments that run the npm which started us, or the one on the PATH
 */
export function npmCommand(args) {
  const cli = process.env["npm_execpath"];
  if (cli !== undefined && cli.endsWith("npm-cli.js")) {
    return [process.env["npm_node_execpath"] ?? process.execPath, [cli, ...args]];
  }
  // npm is a .cmd file on Windows, which only a shell can start.
  return process.platform === "win32"
    ? ["cmd.exe", ["/d", "/s", "/c", "npm", ...args]]
    : ["npm", [...args]];
}
