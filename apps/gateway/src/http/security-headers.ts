/** Headers of every answer. Pages that need more of the browser say so themselves. */
export const securityHeaders: Readonly<Record<string, string>> = {
  // Nothing is guessed to be a script.
  "x-content-type-options": "nosniff",
  // Nothing of the gateway is shown within another page.
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "x-frame-options": "DENY",
  // Where people go from here doesn't learn where they were: URLs may hold queries.
  "referrer-policy": "no-referrer",
};
