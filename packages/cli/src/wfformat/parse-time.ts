/**
 * Reads a time as WfFormat traces write it: ISO 8601 in its extended form (`2023-03-21T11:10:20-10:00`) or its basic one
 * (`20200402T010211+0000`), or, as some older converters have it, month, day and two digits of the year
 * (`03-23-21T05:57:15Z`). The format asks for ISO 8601; the rest is what its collection really holds.
 *
 * @returns milliseconds since 1970; undefined where it is none of these
 */
export function parseTime(text: string): number | undefined {
  const basic = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)([+-]\d\d)(\d\d)$/.exec(text);
  const short = /^(\d\d)-(\d\d)-(\d\d)T(.+)$/.exec(text);
  let iso = text;
  if (basic !== null) {
    const [, year, month, day, hour, minute, second, offsetHours, offsetMinutes] = basic;
    iso = `${year}-${month}-${day}T${hour}:${minute}:${second}${offsetHours}:${offsetMinutes}`;
  } else if (short !== null) {
    const [, month, day, year, rest] = short;
    iso = `20${year}-${month}-${day}T${rest}`;
  }
  // Date.parse takes much that is not ISO 8601 and differs by engine and time zone: only what names its zone is let in.
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/.test(iso)) return undefined;
  const time = Date.parse(iso);
  return Number.isNaN(time) ? undefined : time;
}
