import type { Evidence } from './evidence.ts'

// Written by testing/fit-evidence.ts from the tuning half of the intents.

export const BASE = -3.716

/** What each piece of evidence adds to the log-odds that something does what was asked for. */
export const EVIDENCE_WEIGHTS: Evidence = {
  score: 0.675,
  things: 1.712,
  cover: -0.436,
  doing: 2.045,
  said: 0.885,
  covered: 1.388,
  head: 0.86,
  otherHead: 1.087,
  named: 0.728,
  namedLater: 0.647,
  asks: 0.334,
  strange: -0.843,
  words: 0.453,
  typed: -0.772,
  typedAsked: 1.495,
  otherType: -2.813,
  unknownAfter: -0.754,
  unknownBefore: 0.416,
  unknownBare: 1.153,
  unknownDetermined: -0.632,
  unknownLater: 0.21,
  values: 0.365,
  products: -3.535,
  elsewhere: -1.277,
  elsewhereBefore: -2.107,
  elsewhereLater: -1.361,
}
