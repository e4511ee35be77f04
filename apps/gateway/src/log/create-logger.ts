import { destination, type Logger, pino } from "pino";
import pretty from "pino-pretty";
import type { OutputSettings } from "../settings/output.ts";

/**
 * Makes the log, on standard error, so that standard output holds what was asked for and nothing else. Never give it headers
 * or bodies: they may hold tokens and data.
 */
export function createLogger({ logLevel, logFormat }: OutputSettings): Logger {
  const options = { level: logLevel, base: null };
  const people = logFormat === "auto" ? process.stderr.isTTY : logFormat === "pretty";
  const stream = people
    ? pretty({
        destination: 2,
        sync: true,
        ignore: "pid,hostname",
        translateTime: "SYS:HH:MM:ss.l",
      })
    : destination({ fd: 2, sync: true });
  return pino(options, stream);
}
