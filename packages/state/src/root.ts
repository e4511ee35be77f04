/** The name of every run's root action. */
export const ROOT_ACTION = "a0";
