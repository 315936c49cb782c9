import type { Evidence } from './evidence.ts'

// Written by testing/fit-evidence.ts from the tuning half of the intents.

export const BASE = -2.541

/** What each piece of evidence adds to the log-odds that something does what was asked for. */
export const EVIDENCE_WEIGHTS: Evidence = {
  score: 0.706,
  things: 2.241,
  cover: -0.309,
  doing: 0.976,
  said: 0.01,
  covered: 1.43,
  head: 0.578,
  otherHead: 1.068,
  named: 0.491,
  namedLater: 0.886,
  asks: 0.619,
  strange: -0.749,
  words: 0.22,
  typed: -1.0,
  otherType: -2.361,
  unknownAfter: -0.699,
  unknownBefore: -0.037,
  unknownBare: 0.489,
  unknownDetermined: -1.691,
  unknownLater: 0.232,
  values: 1.061,
  products: -3.215,
  elsewhere: -0.705,
  elsewhereBefore: -1.97,
  elsewhereLater: -0.544,
}
