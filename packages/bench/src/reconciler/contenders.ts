import { join } from "node:path";
import { createDatabase, PostgresServer } from "@runledger/store/testing";
import { inFolder } from "../store/in-folder.ts";
import { bossQueue } from "./boss-queue.ts";
import { bullQueue } from "./bull-queue.ts";
import type { Queue } from "./queue.ts";
import { reconcilerQueue } from "./reconciler-queue.ts";

export type ContenderName = "sqlite" | "postgres" | "pg-boss" | "bullmq";

/** Opens a queue on an empty database, has it used, and closes both. */
export async function withQueue<T>(
  name: ContenderName,
  use: (queue: Queue) => Promise<T>,
): Promise<T> {
  return inFolder(async (folder) => {
    if (name === "bullmq") return close(await bullQueue(), use);
    if (name === "sqlite") {
      return close(await reconcilerQueue(join(folder, "ledger.db"), folder), use);
    }
    const server = await PostgresServer.start({ durable: true });
    try {
      const { url } = await createDatabase(server.url("postgres"));
      const queue = name === "postgres" ? await reconcilerQueue(url, folder) : await bossQueue(url);
      return await close(queue, use);
    } finally {
      await server[Symbol.asyncDispose]();
    }
  });
}

async function close<T>(queue: Queue, use: (queue: Queue) => Promise<T>): Promise<T> {
  try {
    return await use(queue);
  } finally {
    await queue.close();
  }
}
