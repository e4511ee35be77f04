import { userInfo } from "node:os";

/** Names the user that this process runs as; its number where the system has no name for it. */
export function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `user ${process.getuid?.()}`;
  }
}
