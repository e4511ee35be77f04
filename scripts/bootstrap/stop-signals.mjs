/**
 * What asks a program to stop: a supervisor, Ctrl-C, a closed terminal.
 *
 * @type {readonly NodeJS.Signals[]}
 */
export const stopSignals = ["SIGTERM", "SIGINT", "SIGHUP"];
