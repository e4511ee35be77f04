import type { Socket } from "node:net";

/** What a client that speaks HTTP/2 without being asked sends first: RFC 9113, section 3.4. */
const preface = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "latin1");

/** How a connection that was just opened goes on. */
export type Preface = "http1" | "http2";

/**
 * Reads just as much of a new connection as tells HTTP/2 from HTTP/1, and puts it back. The connection is closed where that
 * takes longer than `patience` milliseconds, and `decided` isn't called then, nor where the client goes away.
 */
export function readPreface(
  socket: Socket,
  patience: number,
  decided: (preface: Preface) => void,
): void {
  let seen: Buffer = Buffer.alloc(0);
  const timer = setTimeout(() => socket.destroy(), patience);
  const stop = (): void => {
    clearTimeout(timer);
    socket.off("readable", read).off("error", fail).off("close", stop);
  };
  const fail = (): void => {
    socket.destroy();
  };
  const read = (): void => {
    const chunk: Buffer | null = socket.read();
    if (chunk === null) return;
    seen = Buffer.concat([seen, chunk]);
    const length = Math.min(seen.length, preface.length);
    const alike = seen.subarray(0, length).equals(preface.subarray(0, length));
    if (alike && seen.length < preface.length) return;
    stop();
    socket.unshift(seen);
    decided(alike ? "http2" : "http1");
  };
  socket.on("readable", read).on("error", fail).on("close", stop).once("end", fail);
}
