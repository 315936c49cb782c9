import type { Evidence } from './evidence.ts'

// Written by testing/fit-evidence.ts from the tuning half of the intents.

export const BASE = -3.749

/** What each piece of evidence adds to the log-odds that something does what was asked for. */
export const EVIDENCE_WEIGHTS: Evidence = {
  score: 0.869,
  things: 1.252,
  cover: -0.402,
  doing: 1.92,
  said: 1.157,
  covered: 1.362,
  head: 0.779,
  otherHead: 0.533,
  named: 0.651,
  namedLater: 0.706,
  asks: 0.282,
  strange: -0.895,
  words: 0.5,
  typed: -0.731,
  typedAsked: 1.565,
  otherType: -2.856,
  unknownAfter: -0.446,
  unknownBefore: 0.438,
  unknownBare: 1.211,
  unknownDetermined: 0.651,
  unknownLater: 0.22,
  values: 0.141,
  likeness: 0.697,
  likest: 0.505,
  products: -3.412,
  elsewhere: -1.282,
  elsewhereBefore: -1.836,
  elsewhereLater: -1.343,
}
