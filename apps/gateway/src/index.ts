export { startGateway, type GatewayOptions } from "./start-gateway.ts";
export type { Gateway } from "./gateway.ts";
export type { RpcRouter } from "./rpc/rpc-router.ts";
export type { Settings } from "./settings/table.ts";
export { SettingsError } from "./settings/settings-error.ts";
export { runGateway } from "./run-gateway.ts";
export { runWorker } from "./work/run-worker.ts";
