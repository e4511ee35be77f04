/**
 * @typedef {object} Budget
 * @property {number} packed what `npm install` may download of it, in kB
 * @property {number} bundle what importing all of it may add to a program, minified and gzipped, in kB
 * @property {boolean} browser whether it runs in a browser: its bundle then includes all that it depends on
 */

/**
 * What each published package may weigh: what it weighed when that was last thought about, and some air.
 *
 * @type {Readonly<Record<string, Budget>>}
 */
export const budgets = {
  "@runledger/proto": { packed: 550, bundle: 60, browser: true },
  "@runledger/lifecycle": { packed: 80, bundle: 32, browser: true },
  "@runledger/state": { packed: 240, bundle: 88, browser: true },
  "@runledger/store": { packed: 360, bundle: 46, browser: false },
  "@runledger/ledger": { packed: 310, bundle: 40, browser: false },
  "@runledger/archive": { packed: 30, bundle: 60, browser: false },
  "@runledger/blobs": { packed: 55, bundle: 35, browser: false },
  "@runledger/validator": { packed: 360, bundle: 80, browser: false },
  "@runledger/gateway": { packed: 880, bundle: 160, browser: false },
  runledger: { packed: 340, bundle: 56, browser: false },
  "@runledger/reconciler": { packed: 220, bundle: 36, browser: false },
};
