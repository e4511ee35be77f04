import { createClient, createRouterTransport, type Interceptor } from "@connectrpc/connect";
import { AdminService } from "@runledger/proto/flyteidl/service";
import type { Logger } from "pino";
import type { SurfaceContext } from "../../flyte2/surface-context.ts";
import { toConnectError } from "../../rpc/to-connect-error.ts";
import { SettingsError } from "../../settings/settings-error.ts";
import { entityMethods } from "../entities/entity-methods.ts";
import { readRegistrations } from "./read-registrations.ts";
import { RegisterError } from "./register-error.ts";
import { registerOne } from "./register-one.ts";

/**
 * Registers what is in files, by the same methods that clients call.
 *
 * @throws SettingsError that names each file that can't be read, and all that is refused
 */
export async function registerFiles(
  context: SurfaceContext,
  files: readonly string[],
  logger: Logger,
): Promise<void> {
  if (files.length === 0) return;
  const codes: Interceptor = (next) => (request) =>
    next(request).catch((error: unknown) => {
      throw toConnectError(error, "", (_, code, err) =>
        logger.error({ code, err }, "Not registered."),
      );
    });
  const transport = createRouterTransport(
    (router) => router.service(AdminService, entityMethods(context)),
    { router: { interceptors: [codes] } },
  );
  const admin = createClient(AdminService, transport);
  const problems: string[] = [];
  const counts = { registered: 0, known: 0 };
  for (const registration of await readAll(files)) {
    const result = await registerOne(admin, registration, false);
    if (result.kind === "refused") problems.push(`${registration.file}: ${result.message}`);
    else counts[result.kind] += 1;
  }
  if (problems.length > 0) throw new SettingsError(problems.map((each) => `${each} (--register)`));
  logger.info(counts, "Registered what --register names.");
}

async function readAll(files: readonly string[]): ReturnType<typeof readRegistrations> {
  try {
    return await readRegistrations(files);
  } catch (error) {
    if (error instanceof RegisterError) throw new SettingsError([`${error.message} (--register)`]);
    throw error;
  }
}
