import { join } from "node:path";
import { Session } from "node:inspector/promises";
import { writeFileSync } from "node:fs";
import { startGateway } from "@runledger/gateway";
import { inFolder } from "../store/in-folder.ts";
import { ClientProcess } from "./client-process.ts";
import { openBareService } from "./bare-service.ts";
import { openLedger } from "@runledger/ledger";
import { openStore } from "@runledger/store";
import { LedgerCalls } from "./ledger-calls.ts";
import { READ, WORKS } from "./work.ts";
const [protocol, workName, callsText, what = "surface", prof] = process.argv.slice(2) as any;
const calls = Number(callsText);
await inFolder(async (folder) => {
  const gateway = await startGateway({ port: 0, database: "memory:", blobs: join(folder, "blobs"), logLevel: "silent" });
  const store = await openStore("memory:"); const ledger = openLedger({ store }); const direct = new LedgerCalls(ledger);
  await direct.do({ kind: "record", batch: 1000 }, 2);
  const details = await ledger.getActionDetails(READ);
  const bare = await openBareService(protocol.endsWith("HTTP/2"), details);
  const client = new ClientProcess();
  await client.send({ url: gateway.url, protocol, work: { kind: "record", batch: 1000 }, calls: 2 });
  const work = (WORKS as any)[workName];
  const session = new Session(); session.connect();
  await session.post("Profiler.enable");
  for (let turn = 0; turn < 6; turn++) {
    for (const name of what.split(",")) {
    if (prof && turn === 5) { await session.post("Profiler.setSamplingInterval", { interval: 200 }); await session.post("Profiler.start"); }
    const before = process.cpuUsage(); const t = process.threadCpuUsage?.();
    const done = name === "ledger" ? await direct.do(work, calls) : await client.send({ url: name === "bare" ? bare.url : gateway.url, protocol, work, calls });
    const { user, system } = process.cpuUsage(before); const tt = process.threadCpuUsage?.(t);
    console.log(turn, name, "time", ((done.ms * 1000) / calls).toFixed(1), "cpu", ((user + system) / calls).toFixed(1), "thread", tt ? ((tt.user + tt.system) / calls).toFixed(1) : "");
    if (prof && turn === 5) { const { profile } = await session.post("Profiler.stop"); writeFileSync(prof, JSON.stringify(profile)); }
    }
  }
  client.close(); bare.close(); await gateway.close(); await ledger.close(); await store.close();
});
process.exit(0);
