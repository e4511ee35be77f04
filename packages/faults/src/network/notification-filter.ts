/** Takes notifications out of what a PostgreSQL server says. */
export interface NotificationFilter {
  /** Whether it does so now. */
  isDropping: boolean;
  /** Returns what is left of the next bytes. Holds back a message that isn't whole yet. */
  pass(bytes: Buffer): Buffer;
}

/** NotificationResponse. Source: PostgreSQL's documentation, "Message Formats". */
const NOTIFICATION = "A".charCodeAt(0);
/** A type of one byte, and a length of four that counts itself. */
const HEAD = 5;
const TYPE = 1;

/** Makes a filter for one connection, which isn't encrypted, from its first byte. */
export function notificationFilter(): NotificationFilter {
  let rest: Buffer = Buffer.alloc(0);
  return {
    isDropping: false,
    pass(bytes) {
      rest = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
      const kept: Buffer[] = [];
      while (rest.length >= HEAD) {
        const end = TYPE + rest.readUInt32BE(TYPE);
        if (rest.length < end) break;
        if (!(this.isDropping && rest[0] === NOTIFICATION)) kept.push(rest.subarray(0, end));
        rest = rest.subarray(end);
      }
      return Buffer.concat(kept);
    },
  };
}
