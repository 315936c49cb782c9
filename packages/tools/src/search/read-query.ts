import { elsewhereStems } from './synonyms/elsewhere.ts'
import { type Meaning, nounMeanings, verbMeanings } from './synonyms/synonyms.ts'
import { meantBy } from './typo.ts'
import { likenedBy } from './utterances.ts'
import { MOST_CHARACTERS, type Word, wordsOf } from './words.ts'

/** What the words of an index are. */
export interface Vocabulary {
  /** Names of several parts that are one word. */
  readonly phrases: ReadonlySet<string>
  /** Strength of the best operation that a word finds as a thing, and as a doing; 0 where none. */
  thing(stem: string): number
  doing(stem: string): number
  readonly entityNames: readonly string[]
  /** Types of connectors that a word names. */
  readonly typeNames: ReadonlyMap<string, ReadonlySet<string>>
  /** All words that begin with a letter, for slips of the keyboard. */
  wordsWith(letter: string): readonly string[]
}

/** A word of a query, as far as it is understood. */
export interface Term {
  readonly word: Word
  /** Its stem without slips of the keyboard. */
  readonly stem: string
  readonly things: readonly Meaning[]
  readonly doings: readonly Meaning[]
  /** It says what to do, and names no thing. */
  readonly isDoing: boolean
  /** Last of its part of the sentence: what the words before it only describe. */
  readonly isHead: boolean
  /** It names things that operations are about, and not only words of their texts. */
  readonly isKnown: boolean
  /** It asks for another trade's things. */
  readonly isElsewhere: boolean
}

export interface Query {
  readonly terms: readonly Term[]
  /** Its words, by which it is likened to what users say. */
  readonly stems: readonly string[]
  /** It is a question, so it wants to know and not to do. */
  readonly asks: boolean
  /** Types of connectors that it names. */
  readonly types: ReadonlySet<string>
  /** It names a thing before all, and says what to do later or not at all. */
  readonly isNaming: boolean
  /** It says that something is not as it should be. */
  readonly isAmiss: boolean
  /** It begins with what to do, in a word that is not known. */
  readonly isStrange: boolean
  /** It speaks of what belongs to whoever asks. */
  readonly isOwn: boolean
}

/** What a word of a text can be at the least to be one of the index's own words. */
const OWN = 0.45
/** What a word is at the least that stands in a name. */
const NAMED = 0.9
/** What it is at the least to be what an operation is about. */
const KNOWN = 0.4
const TYPED_WRONG = 0.8
const IMPLIED = 0.8
const PERHAPS = 0.65
/** Who speaks of what is theirs. */
const OWNER = /\b(?:my|mine|i|im|me|myself)\b/i
const QUESTION =
  /^\s*(?:(?:so|and|hey|hi|ok|please tell me|tell me|show me|do you know|i wonder|i want to know)[\s,]+)?(?:who|whose|whos|what|whats|which|how|when|where|why|is|are|did|does|do|has|have|had|any|anything|was|were|may|am)\b(?! (?:do|can|could|should) (?:i|we)\b)/i
/** Who says that something is not as it should be wants it changed. */
const AMISS =
  /\b(?:should|shouldnt|must|mustnt|wrong|typo|incorrect|instead|misspelled|mistake|no longer|outdated)\b/i

/** Reads a query by the words of an index. */
export function readQuery(text: string, vocabulary: Vocabulary): Query {
  const words = wordsOf(text, vocabulary.phrases)
  const start = text.slice(0, MOST_CHARACTERS)
  const types = new Set<string>()
  const rest: Word[] = []
  for (const word of words) {
    const named = vocabulary.typeNames.get(word.stem)
    for (const type of named ?? []) types.add(type)
    if (!named || vocabulary.thing(word.stem) >= NAMED) rest.push(word)
  }
  const meant = rest.map((word) => understood(word, vocabulary))
  const terms = meant
    .filter((term) => !isManner(term))
    .map((term) =>
      term.word.determined && !term.isDoing ? { ...term, doings: term.doings.map(lessSure) } : term,
    )
    .map((term) => ({ ...term, isKnown: isKnown(term, vocabulary) }))
    .map((term, at, all) => ({ ...impliedBy(term, at), isKnown: term.isKnown, isHead: isHead(all, at) }))
  return {
    terms,
    stems: likenedBy(words),
    asks: QUESTION.test(start),
    types,
    isNaming: isNaming(terms[0]),
    isAmiss: AMISS.test(start.replace(/['’]/g, '')),
    isStrange: isStrange(terms[0]),
    isOwn: OWNER.test(start),
  }
}

type Understood = Omit<Term, 'isHead' | 'isKnown'>

/** "quickly", "immediately": how something is done. */
function isManner({ word, things, doings }: Understood): boolean {
  return word.raw.length > 5 && word.raw.endsWith('ly') && things.length + doings.length === 0
}

/** A thing at the beginning that is no plural is what to do: who says "refund the order" wants a refund made. */
function impliedBy(term: Understood, at: number): Understood {
  const { word, stem, doings, isDoing } = term
  if (at > 0 || isDoing || word.determined || !nounMeanings.has(stem) || verbMeanings.has(stem)) return term
  const isPlain = nounMeanings.get(stem)?.some((meaning) => meaning.stem === stem)
  if (!word.governs && !isPlain) return term
  const sureness = word.governs ? IMPLIED : PERHAPS
  return { ...term, doings: [...doings, { stem: 'creat', sureness }, { stem: 'add', sureness }] }
}

/** "the largest files in our drive" */
function isNaming(first: Term | undefined): boolean {
  return (
    first !== undefined &&
    !first.isDoing &&
    !first.word.governs &&
    (first.word.determined || first.doings.length === 0)
  )
}

/** "deactivate a user" */
function isStrange(first: Understood | undefined): boolean {
  return first !== undefined && first.things.length + first.doings.length === 0 && first.word.governs
}

function understood(word: Word, vocabulary: Vocabulary): Understood {
  const direct = meaningsOf(word.stem, vocabulary)
  const shapes = direct.things.length > 0 ? [] : shapesOf(word, vocabulary)
  if (shapes.length > 0)
    return { word, stem: word.stem, things: shapes, doings: [], isDoing: false, isElsewhere: false }
  if (direct.things.length + direct.doings.length > 0 || word.value)
    return {
      word,
      stem: word.stem,
      ...direct,
      isElsewhere: !word.value && isElsewhere(word.stem, vocabulary),
    }
  const elsewhere = elsewhereStems.has(word.stem)
  const meant =
    elsewhere || word.raw.length < 5
      ? undefined
      : meantBy(word.stem, vocabulary.wordsWith(word.stem.charAt(0)))
  if (meant === undefined)
    return { word, stem: word.stem, things: [], doings: [], isDoing: false, isElsewhere: elsewhere }
  const { things, doings, isDoing } = meaningsOf(meant, vocabulary)
  return {
    word,
    stem: meant,
    things: things.map(lessSure),
    doings: doings.map(lessSure),
    isDoing,
    isElsewhere: false,
  }
}

/** What a value is by its looks: a file, an address, an issue, or a record by the prefix of its id. */
function shapesOf({ raw, value }: Word, vocabulary: Vocabulary): readonly Meaning[] {
  if (!value) return []
  const [, stem] = SHAPES.find(([pattern]) => pattern.test(raw)) ?? []
  if (stem !== undefined) return [{ stem, sureness: TYPED_WRONG }]
  const [, prefix] = /^([a-z]{2,6})_\w*\d/.exec(raw) ?? []
  if (prefix === undefined) return []
  return vocabulary.entityNames
    .filter((name) => name.startsWith(prefix) || initialsOf(name) === prefix)
    .map((name) => ({ stem: name, sureness: TYPED_WRONG }))
}

/** "cs" of "checkout_session". */
function initialsOf(name: string): string {
  return name
    .split('_')
    .map((part) => part.charAt(0))
    .join('')
}

const SHAPES: readonly (readonly [RegExp, string])[] = [
  [/^https?:/, 'url'],
  [/^[^@]+@[^@]+\./, 'email'],
  [/^[a-z]{2,5}-\d+$/, 'issu'],
  [/^#[a-z]/, 'channel'],
  [/\.[a-z]{1,4}$/, 'fil'],
]

function lessSure({ stem, sureness }: Meaning): Meaning {
  return { stem, sureness: sureness * TYPED_WRONG }
}

function meaningsOf(stem: string, vocabulary: Vocabulary) {
  const of = (table: ReadonlyMap<string, readonly Meaning[]>, strength: (stem: string) => number) => {
    const meanings = (table.get(stem) ?? []).filter((meaning) => strength(meaning.stem) > 0)
    const isOwn = strength(stem) > 0 && !meanings.some((meaning) => meaning.stem === stem)
    return isOwn ? [...meanings, { stem, sureness: 1 }] : meanings
  }
  const doings = of(verbMeanings, vocabulary.doing)
  const isThing = nounMeanings.has(stem) || vocabulary.thing(stem) >= NAMED
  return { things: of(nounMeanings, vocabulary.thing), doings, isDoing: doings.length > 0 && !isThing }
}

function isElsewhere(stem: string, vocabulary: Vocabulary): boolean {
  return elsewhereStems.has(stem) && vocabulary.thing(stem) <= OWN
}

function isKnown({ things, isElsewhere }: Understood, vocabulary: Vocabulary): boolean {
  return isElsewhere || things.some(({ stem, sureness }) => sureness * vocabulary.thing(stem) >= KNOWN)
}

/** The last word of its part that names a thing; where none does, the last. Values and what only says what to do are none. */
function isHead(terms: readonly Omit<Term, 'isHead'>[], at: number): boolean {
  const term = terms[at]
  if (!term || term.word.value || term.isDoing) return false
  const part = terms.filter(({ word, isDoing }) => word.part === term.word.part && !word.value && !isDoing)
  return term === (part.findLast((other) => other.isKnown) ?? part.at(-1))
}
