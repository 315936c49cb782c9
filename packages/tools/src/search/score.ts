import type { Effect } from '@sallyport/definition'
import type { Posting, Postings } from './postings.ts'
import type { Query, Term } from './read-query.ts'
import type { Meaning } from './synonyms/synonyms.ts'
import { likenessOf, type SaidIndex } from './utterances.ts'

/** What ranking needs of each operation. */
export interface Scored {
  readonly type: string
  /** Stem of what it does. */
  readonly verb: string
  readonly effect: Effect
  readonly extras: readonly string[]
  readonly names: readonly string[]
}

export interface Collection {
  readonly documents: readonly Scored[]
  readonly parts: readonly {
    /** Place of its first document among all. */
    readonly offset: number
    readonly index: { readonly things: Postings; readonly doings: Postings; readonly said: SaidIndex }
  }[]
}

/** Tuned on the tuning half of the intents, and on nothing else. */
export const WEIGHTS = {
  modifier: 0.98,
  laterPart: 0.63,
  /** How much less a word counts that many operations have. */
  rarity: 0.98,
  /** Of what was not understood: an object, somebody's name, what describes another word, what follows later. */
  strangeHead: 0.9,
  strangeName: 0.25,
  strangeModifier: 0.1,
  strangeLater: 0.1,
  elsewhere: 2.5,
  elsewhereLater: 0.294,
  strangeAsked: 0.1,
  /** What to do, where few operations do it. */
  rareDoing: 0.966,
  /** A thing that only describes a thing that the operation has not. */
  describesOther: 0.686,
  value: 0.42,
  laterVerb: 0.595,
  asked: 1,
  changeAsked: 0.245,
  amiss: 0.95,
  unasked: { read: 0.65, other: 0.22 },
  /** What reads in the way that the words let expect. */
  expected: 0.035,
  strangeDoing: 0.15,
  withoutDoing: 0.175,
  otherType: 0.2,
  /** For each word of an operation's name that was not said, and where its entity was not. */
  extra: { read: 0.665, other: 0.7 },
  unnamed: { read: 0.343, other: 0.425 },
  own: 1.15,
  nothingThing: 0.6,
  /** What is like what users say of an operation. */
  likeness: 0.3,
} as const

/** How well each operation does what a query says, from 0 to about 1. */
export function scoresOf(query: Query, collection: Collection): Scores {
  const asked = askedOf(query, collection)
  const things = thingScores(query, collection, asked)
  const doings = doingScores(query, collection)
  const likeness = likenessOf(query.stems, collection)
  const meant = new Set(
    query.terms.flatMap((term) => [...term.things, ...term.doings].map(({ stem }) => stem)),
  )
  if (query.isOwn) meant.add('mine').add('me')
  const scores = things.map((thing, at) => {
    const document = collection.documents[at]
    if (!document) return 0
    const { withoutDoing, otherType, own } = WEIGHTS
    const type = query.types.size === 0 || query.types.has(document.type) ? 1 : otherType
    const doing = withoutDoing + (1 - withoutDoing) * (doings[at] ?? 0)
    const isOwn = query.isOwn && document.extras.includes('mine')
    const named = thing * doing * saidShare(document, meant) * (isOwn ? own : 1)
    return type * (named + WEIGHTS.likeness * (likeness[at] ?? 0))
  })
  return { scores, things, doings, likeness, asked, meant }
}

export interface Scores {
  readonly scores: Float64Array
  readonly things: Float64Array
  readonly doings: Float64Array
  /** How much the query is like what users say of each. */
  readonly likeness: Float64Array
  readonly asked: readonly Asked[]
  readonly meant: ReadonlySet<string>
}

/** What was not said of an operation's name speaks against it, the more so where it changes something. */
export function saidShare({ effect, extras, names }: Scored, meant: ReadonlySet<string>): number {
  const kind = effect === 'read' ? 'read' : 'other'
  const unsaid = extras.filter((stem) => !meant.has(stem)).length
  const isNamed = meant.size === 0 || [...names, ...extras].some((name) => meant.has(name))
  return WEIGHTS.extra[kind] ** unsaid * (isNamed ? 1 : WEIGHTS.unnamed[kind])
}

/** A word, what it counts, and how strongly each operation has it. */
export interface Asked {
  readonly term: Term
  readonly weight: number
  readonly strengths: Float64Array
}

function askedOf({ terms, asks }: Query, collection: Collection): Asked[] {
  const first = terms.find(({ isDoing, word }) => !isDoing && !word.value)
  return terms.map((term): Asked => {
    const kind = term.isDoing ? 'doings' : 'things'
    const strengths = strengthsOf(term[kind], collection, kind)
    return { term, strengths, weight: weightOf(term, { terms, first, strengths, asks }) }
  })
}

/** Share of what is asked for that an operation is about. */
function thingScores({ asks, types }: Query, collection: Collection, asked: readonly Asked[]): Float64Array {
  const size = collection.documents.length
  const total = asked.reduce((sum, { weight }) => sum + weight, 0)
  const things = asked.filter(({ term }) => !term.isDoing)
  const isBare = things.every(
    ({ term, strengths }) => !term.isElsewhere && !strengths.some((each) => each >= KNOWN),
  )
  if (isBare && (things.length === 0 || types.size > 0))
    return new Float64Array(size).fill(WEIGHTS.nothingThing)
  const scores = new Float64Array(size)
  for (const each of asked) {
    const head = asks ? undefined : headOf(each.term, things)
    addStrengths(scores, each, { share: each.weight / total, head })
  }
  return scores
}

function addStrengths(
  scores: Float64Array,
  { strengths }: Asked,
  { share, head }: { readonly share: number; readonly head: Float64Array | undefined },
): void {
  for (let document = 0; document < scores.length; document++) {
    const strength = strengths[document] ?? 0
    if (strength === 0) continue
    const isLone = head !== undefined && (head[document] ?? 0) < 0.2
    scores[document] = (scores[document] ?? 0) + share * strength * (isLone ? WEIGHTS.describesOther : 1)
  }
}

/** What a word has to be at the least for an operation to have it. */
export const KNOWN = 0.4

/** What a word describes, where that is a thing that counts. */
function headOf(term: Term, asked: readonly Asked[]): Float64Array | undefined {
  if (term.isHead || term.isDoing || term.word.value) return undefined
  const head = asked.find((other) => other.term.isHead && other.term.word.part === term.word.part)
  return head === undefined || head.weight <= WEIGHTS.strangeName ? undefined : head.strengths
}

interface Around {
  readonly terms: readonly Term[]
  /** The first thing that is named. */
  readonly first: Term | undefined
  readonly strengths: Float64Array
  readonly asks: boolean
}

function weightOf(term: Term, around: Around): number {
  const { terms, first, strengths } = around
  const isFirst = first?.word.part === term.word.part
  if (term.isElsewhere) return isFirst && term.isHead ? WEIGHTS.elsewhere : WEIGHTS.elsewhereLater
  const found = strengths.reduce((count, strength) => count + (strength >= KNOWN ? 1 : 0), 0)
  if (found === 0) return term.isDoing || term.word.value ? 0 : strangeWeight(term, around)
  const rarity = Math.log(1 + strengths.length / found) / Math.log(1 + strengths.length)
  if (term.isDoing) return WEIGHTS.rareDoing * rarity ** 2
  const leads = terms[0] === term && term.doings.length > 0 && term.word.governs
  const place =
    (isFirst ? 1 : WEIGHTS.laterPart) *
    (term.isHead || leads ? 1 : WEIGHTS.modifier) *
    (term.word.value ? WEIGHTS.value : 1)
  return (1 - WEIGHTS.rarity + WEIGHTS.rarity * rarity) * place
}

/** Of what no operation has: an object counts for much, since nothing does anything with it. */
function strangeWeight(term: Term, { terms, first, asks }: Around): number {
  if (first?.word.part !== term.word.part) return WEIGHTS.strangeLater
  if (!term.isHead) return WEIGHTS.strangeModifier
  const [begin] = terms
  const isAlone = begin !== undefined && begin !== term && begin.things.length > 0 && begin.doings.length > 0
  if (asks) return WEIGHTS.strangeAsked
  return isAlone || !term.word.determined ? WEIGHTS.strangeName : WEIGHTS.strangeHead
}

/** How well what an operation does is what the query says to do. */
function doingScores(query: Query, collection: Collection): Float64Array {
  const scores = unsaidDoings(query, collection.documents)
  const verbs = query.terms.filter(({ doings }) => doings.length > 0)
  for (const [at, { doings }] of verbs.entries()) {
    const strengths = strengthsOf(doings, collection, 'doings')
    const factor = at === 0 ? 1 : WEIGHTS.laterVerb
    for (let document = 0; document < scores.length; document++)
      scores[document] = Math.max(scores[document] ?? 0, (strengths[document] ?? 0) * factor)
  }
  // Who asks wants to know: what they ask about was done already, or is to be done by others.
  if (query.asks)
    for (const [at, { effect }] of collection.documents.entries())
      if (effect !== 'read') scores[at] = (scores[at] ?? 0) * WEIGHTS.changeAsked
  return scores
}

/**
 * What a query lets expect that does not say what to do: who names several things wants a list, who names one to see
 * it, and who says that something is wrong wants it changed.
 */
function unsaidDoings(
  { terms, asks, isNaming, isAmiss, isStrange }: Query,
  documents: readonly Scored[],
): Float64Array {
  const { asked, unasked, strangeDoing, amiss } = WEIGHTS
  const isSaid = terms.some(({ doings }) => doings.length > 0)
  const head = terms.find(({ isHead }) => isHead)?.word.raw ?? ''
  const expected = /[^s]s$/.test(head) ? 'list' : 'get'
  const [ofReads, ofOthers] = asks
    ? [asked, 0]
    : isSaid
      ? [isNaming ? unasked.read : 0, 0]
      : [unasked.read, unasked.other]
  return Float64Array.from(documents, ({ effect, verb }) => {
    if (isAmiss && !asks && verb === 'updat') return amiss
    if (isStrange && !asks) return strangeDoing
    if (effect !== 'read' || ofReads === 0) return ofOthers
    return verb === expected ? ofReads + WEIGHTS.expected : ofReads
  })
}

/** For each operation the best of a word's meanings. */
function strengthsOf(
  meanings: readonly Meaning[],
  { documents, parts }: Collection,
  kind: 'things' | 'doings',
): Float64Array {
  const best = new Float64Array(documents.length)
  for (const { offset, index } of parts) {
    for (const { stem, sureness } of meanings) {
      const posting = index[kind].get(stem)
      if (posting) raise(best, posting, { offset, sureness })
    }
  }
  return best
}

function raise(
  best: Float64Array,
  { documents, strengths }: Posting,
  { offset, sureness }: { readonly offset: number; readonly sureness: number },
): void {
  for (let at = 0; at < documents.length; at++) {
    const document = offset + (documents[at] ?? 0)
    const strength = sureness * (strengths[at] ?? 0)
    if (strength > (best[document] ?? 0)) best[document] = strength
  }
}
