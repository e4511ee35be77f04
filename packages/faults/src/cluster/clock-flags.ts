/**
 * Returns the flags with which Node runs a program whose clock is off, its threads included. The clock is wrong for what
 * asks for the time, and not for timers, as on a machine that has lost touch with the others.
 *
 * @param offset in milliseconds
 */
export function clockFlags(offset: number): string[] {
  const code = `
    const real = Date.now;
    const now = () => real() + ${offset};
    globalThis.Date = class Date extends globalThis.Date {
      constructor(...given) { if (given.length === 0) super(now()); else super(...given); }
      static now() { return now(); }
    };`;
  return ["--import", `data:text/javascript,${encodeURIComponent(code)}`];
}
