// What registers tasks, workflows and launch plans from files: the command stands on it.

export { readRegistrations } from "./flyte1/registering/read-registrations.ts";
export {
  registerOne,
  type Registered,
  type RegisteringService,
} from "./flyte1/registering/register-one.ts";
export { RegisterError } from "./flyte1/registering/register-error.ts";
export type { Registration } from "./flyte1/registering/registration.ts";
