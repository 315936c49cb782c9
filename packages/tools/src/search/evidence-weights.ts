import type { Evidence } from './evidence.ts'

// Written by testing/fit-evidence.ts from the tuning half of the intents.

export const BASE = -3.77

/** What each piece of evidence adds to the log-odds that something does what was asked for. */
export const EVIDENCE_WEIGHTS: Evidence = {
  score: 0.9,
  things: 1.1,
  cover: -0.35,
  doing: 2,
  said: 1.26,
  covered: 1.32,
  head: 0.67,
  otherHead: 0.5,
  named: 0.58,
  namedLater: 0.64,
  asks: 0.16,
  strange: -0.84,
  words: 0.5,
  typed: -0.69,
  typedAsked: 1.59,
  otherType: -3.27,
  unknownAfter: -0.38,
  unknownBefore: 0.46,
  unknownBare: 1.19,
  unknownDetermined: 0.69,
  unknownLater: 0.17,
  values: 0.11,
  likeness: 1.12,
  likest: 0.52,
  products: -3.37,
  elsewhere: -1.18,
  elsewhereBefore: -1.98,
  elsewhereLater: -1.39,
}
