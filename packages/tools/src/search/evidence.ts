import type { Query, Term } from './read-query.ts'
import { type Asked, type Collection, KNOWN, type Scores, saidShare } from './score.ts'
import { productStems } from './synonyms/elsewhere.ts'

/** What speaks for and against that the best operation does what a query asks for: names, and how much there is of each. */
export type Evidence = Readonly<Record<keyof typeof NO_EVIDENCE, number>>

const NO_EVIDENCE = {
  /** Logarithm of the best score. */
  score: 0,
  /** How well its things are those of the query, of all and of those words that are known at all. */
  things: 0,
  cover: 0,
  /** How well it does what is to be done. */
  doing: 0,
  /** Logarithm of the share of its name that was said. */
  said: 0,
  /** How much it has of what is known, by weight. */
  covered: 0,
  /** How strongly it has the head of the first part. */
  head: 0,
  /** That head is no thing of its own, although it is one of others or one of a later part is. */
  otherHead: 0,
  /** Its entity is named in the first part, or only later. */
  named: 0,
  namedLater: 0,
  asks: 0,
  strange: 0,
  /** How many words there are, up to eight. */
  words: 0,
  /** A type is named, in a question too; and that type is another one. */
  typed: 0,
  typedAsked: 0,
  otherType: 0,
  /** Words that no operation knows: in the first part after its head, before it, and where there is no head; later ones. */
  unknownAfter: 0,
  unknownBefore: 0,
  unknownBare: 0,
  unknownDetermined: 0,
  unknownLater: 0,
  /** Values, such as numbers and addresses. */
  values: 0,
  /** How much the query is like what users say of it, and of whatever they say it most. */
  likeness: 0,
  likest: 0,
  /** Products that are not at hand, and things of another trade: in the first part, describing another thing there, later. */
  products: 0,
  elsewhere: 0,
  elsewhereBefore: 0,
  elsewhereLater: 0,
}

const MOST_WORDS = 8

/** The evidence about the operation with the highest score. */
export function evidenceOf(query: Query, found: Scores, { documents }: Collection): Evidence {
  const { scores, things, doings, likeness, asked, meant } = found
  const best = scores.reduce((most, score, at) => (score > (scores[most] ?? 0) ? at : most), 0)
  const document = documents[best]
  if (!document) return NO_EVIDENCE
  const first = asked.find(({ term }) => !term.isDoing && !term.word.value)?.term.word.part ?? 0
  const isTyped = query.types.size > 0
  return {
    ...NO_EVIDENCE,
    ...countsOf(asked, first),
    ...coverOf(asked, best),
    ...headOf(asked, best, first),
    ...namedIn(asked, [...document.names, ...document.extras], first),
    score: Math.log(0.01 + (scores[best] ?? 0)),
    things: things[best] ?? 0,
    doing: doings[best] ?? 0,
    said: Math.log(saidShare(document, meant)),
    likeness: likeness[best] ?? 0,
    likest: Math.max(0, ...likeness),
    asks: Number(query.asks),
    strange: Number(query.isStrange),
    words: Math.min(MOST_WORDS, asked.length),
    typed: Number(isTyped),
    typedAsked: Number(isTyped && query.asks),
    otherType: Number(isTyped && !query.types.has(document.type)),
  }
}

/** Words that are things of operations, each with its strength in the best one. */
function knownOf(asked: readonly Asked[], best: number) {
  return asked
    .filter(({ term }) => !term.isDoing && term.isKnown && !term.isElsewhere)
    .map(({ term, weight, strengths }) => ({ term, weight, strength: strengths[best] ?? 0 }))
}

function coverOf(asked: readonly Asked[], best: number) {
  const known = knownOf(asked, best)
  const covered = known.reduce((sum, { weight, strength }) => sum + weight * strength, 0)
  const total = known.reduce((sum, { weight }) => sum + weight, 0)
  return { covered, cover: total > 0 ? covered / total : 0 }
}

function headOf(asked: readonly Asked[], best: number, first: number) {
  const head = knownOf(asked, best).findLast(
    ({ term }) => term.isHead && !term.word.value && term.word.part === first,
  )
  return { head: head?.strength ?? 0, otherHead: Number(head !== undefined && head.strength < KNOWN) }
}

function namedIn(asked: readonly Asked[], names: readonly string[], first: number) {
  const places = asked
    .filter(
      ({ term }) => !term.isDoing && term.isKnown && term.things.some(({ stem }) => names.includes(stem)),
    )
    .map(({ term }) => term.word.part)
  return {
    named: Number(places.includes(first)),
    namedLater: Number(places.some((part) => part !== first)),
  }
}

function countsOf(asked: readonly Asked[], first: number): Partial<Evidence> {
  const counts: Partial<Record<Kind, number>> = {}
  for (const each of asked) {
    const kind = kindOf(each, asked, first)
    counts[kind] = (counts[kind] ?? 0) + 1
  }
  return counts
}

type Kind =
  | 'values'
  | 'words'
  | 'products'
  | `elsewhere${'' | 'Before' | 'Later'}`
  | `unknown${'After' | 'Before' | 'Bare' | 'Determined' | 'Later'}`

/** What a word is evidence of; of `words` where it is of nothing in particular. */
function kindOf({ term, strengths }: Asked, asked: readonly Asked[], first: number): Kind {
  const { word } = term
  const isFirst = word.part === first
  if (term.isElsewhere) return productStems.has(term.stem) ? 'products' : elsewhereKind(term, isFirst)
  if (term.isDoing || term.isKnown || strengths.some((strength) => strength >= KNOWN)) return 'words'
  if (word.value) return 'values'
  if (!isFirst) return 'unknownLater'
  if (term.isHead) return word.determined ? 'unknownDetermined' : 'unknownBare'
  const head = asked.findIndex((other) => other.term.isHead && other.term.word.part === first)
  return head >= 0 && asked.findIndex((other) => other.term === term) > head
    ? 'unknownAfter'
    : 'unknownBefore'
}

function elsewhereKind({ isHead }: Term, isFirst: boolean): Kind {
  if (!isFirst) return 'elsewhereLater'
  return isHead ? 'elsewhere' : 'elsewhereBefore'
}
