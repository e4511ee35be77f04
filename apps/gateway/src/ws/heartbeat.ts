import type { WebSocket } from "ws";

/**
 * Pings a client every `interval` milliseconds, and cuts the connection if it has said nothing since the ping before. One
 * that still has something to read is left alone: it is slow, and whether it is gone is for TCP to find out.
 *
 * @returns A function that stops it.
 */
export function keepAlive(socket: WebSocket, interval: number): () => void {
  let heard = true;
  const hear = (): void => {
    heard = true;
  };
  socket.on("pong", hear).on("message", hear);
  const timer = setInterval(() => {
    if (socket.bufferedAmount > 0) return;
    if (!heard) {
      socket.terminate();
      return;
    }
    heard = false;
    socket.ping();
  }, interval);
  return () => clearInterval(timer);
}
