/**
 * Measures how long this thread works on something, in seconds of its own time: what other programs
 * take from it doesn't count, what it waits for doesn't either. The system's clock for that may
 * tick as slowly as every 4 ms, so measure many times that, or add up many measurements.
 */
export function seconds(work: () => void): number {
  const start = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(start);
  return (user + system) / 1e6;
}

/**
 * Measures something short by repeating it until it has taken `atLeast` seconds in all. The first
 * time warms up.
 */
export function meanSeconds(work: () => void, atLeast: number): number {
  work();
  return warmSeconds(work, atLeast);
}

/** Measures the same where something like it has warmed up already: once if that takes long enough. */
export function warmSeconds(work: () => void, atLeast: number): number {
  let [total, times] = [0, 0];
  while (total < atLeast) {
    total += seconds(work);
    times++;
  }
  return total / times;
}
