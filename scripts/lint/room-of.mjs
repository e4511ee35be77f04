/**
 * @param {string} file a path, with slashes or backslashes
 * @returns {string | undefined} the folder below packages/ or apps/ in which it lies
 */
export function roomOf(file) {
  return /(?:^|[\\/])(?:packages|apps)[\\/]([^\\/]+)[\\/]/.exec(file)?.[1];
}
