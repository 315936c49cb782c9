import type { Evidence } from './evidence.ts'

// Written by testing/fit-evidence.ts from the tuning half of the intents.

export const BASE = -2.66

/** What each piece of evidence adds to the log-odds that something does what was asked for. */
export const EVIDENCE_WEIGHTS: Evidence = {
  score: 0.617,
  things: 1.956,
  cover: 0.198,
  doing: 0.844,
  said: 0.901,
  covered: 0.979,
  head: -0.182,
  otherHead: 0.884,
  named: 1.094,
  namedLater: 0.916,
  asks: 0.945,
  strange: -1.046,
  words: 0.205,
  typed: -1.068,
  otherType: -2.001,
  unknownAfter: -1.42,
  unknownBefore: -0.455,
  unknownBare: 0.789,
  unknownDetermined: -0.117,
  unknownLater: -0.058,
  values: 0.891,
  elsewhere: -1.349,
  elsewhereLater: -1.122,
}
