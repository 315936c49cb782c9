import { stemOf } from './stem.ts'

/** Of longer texts the rest is not read; nothing that is searched for takes more words. */
export const MOST_CHARACTERS = 400
export const MOST_WORDS = 48
const LONGEST_PHRASE = 4

/** After these stands a thing, and not somebody's name. */
const DETERMINERS = new Set(
  'a an the this that these those some any my our your their his her its all every each which what'.split(
    ' ',
  ),
)

/** Small words that tell nothing about what is wanted. */
const EMPTY = new Set(
  (
    'a an the this that these those some any my our your their his her its me us i we you he she it they them ' +
    'be am being been can could will would shall should may might must want need like please just now then there ' +
    'here so too very also yet still already again not no nor if else than such both each every own same via per ' +
    'let lets id im ive isnt isn hasn aren doesn don haven didn wont thing things something somebody one ones two ' +
    'else somehow three s t m re ve ll d ok hi hey thanks what how current existing new old last next past recent ' +
    'more many much few lot other another whole entire today yesterday week month year day hour minute morning ' +
    'supposed going gone left across up down out away over once ' +
    'never ever always often usually maybe perhaps actually really basically simply quickly immediately ' +
    'far along behind ahead ready half whole entire full together apart around back soon ago early late ' +
    'sure able possible currently exactly right properly anyone anybody someone everything nothing ' +
    'monday tuesday wednesday thursday friday saturday sunday weekend tonight noon midnight evening afternoon ' +
    'january february march april june july august september october november december ' +
    'euro euros dollar dollars pound pounds cent cents bucks usd eur gbp percent two four five six seven eight ' +
    'nine ten eleven twelve dozen hundred thousand million first second third couple bit kind sort rest ' +
    'because though although until unless wants wanted needs needed trying tried wondering wonder hello hey'
  ).split(' '),
)

/** Words that begin another part of a sentence: what follows is no longer what is acted upon. */
const JOINTS = new Set(
  (
    'of to in on at for with from by into onto about off without as between after before since until and or but ' +
    'who that which because where when while whose during under over through against instead via ' +
    'is are was were do does did done have has had'
  ).split(' '),
)

/** After these come values, and names of somebody's own: no words of ours. */
const INTRODUCERS = new Set([
  'named',
  'called',
  'titled',
  'about',
  'mentioning',
  'saying',
  'containing',
  'regarding',
])

export interface Word {
  /** Lower case, without its endings. */
  readonly stem: string
  /** As it stands in the text, in lower case. */
  readonly raw: string
  /** Numbers the parts of the sentence, from 0. */
  readonly part: number
  /** A number, an address, a path, or what follows "called": a value rather than a word. */
  readonly value: boolean
  /** Whether "a", "the", "my" or the like stands before it or its describing words, or it is a plural. */
  readonly determined: boolean
  /** Whether such a word follows, as it does a verb. */
  readonly governs: boolean
}

/**
 * The words of a text that tell something, in order, where several that stand in `phrases` are one. Case, accents and
 * white space make no difference.
 */
export function wordsOf(text: string, phrases: ReadonlySet<string>): Word[] {
  const tokens = [...tokensOf(plainly(text))]
  const words: Word[] = []
  let place: Place = { part: 0, introduced: false, determined: false }
  for (let at = 0; at < tokens.length && words.length < MOST_WORDS; ) {
    const { token, pause } = tokens[at] ?? { token: '', pause: false }
    const { stem, taken } = phraseAt(tokens, at, phrases)
    const isWho = at === 0 && token === 'who'
    const isSmall = taken === 1 && !isWho
    place = placeAfter(place, { token: isSmall ? token : '', pause })
    at += taken
    if (isSmall && (EMPTY.has(token) || JOINTS.has(token) || INTRODUCERS.has(token))) continue
    words.push({
      stem,
      raw: token,
      part: place.part,
      value: place.introduced || isWho || isValue(token),
      determined: place.determined || /[^s]s$/.test(token),
      governs: DETERMINERS.has(tokens[at]?.token ?? ''),
    })
  }
  return words
}

/** Where in a sentence a word stands. */
interface Place {
  readonly part: number
  /** After "called" and the like. */
  readonly introduced: boolean
  /** After "a", "the" and the like. */
  readonly determined: boolean
}

function placeAfter({ part, introduced, determined }: Place, { token, pause }: Token): Place {
  const isNew = pause || JOINTS.has(token)
  return {
    part: isNew ? part + 1 : part,
    introduced: (introduced && !pause) || INTRODUCERS.has(token),
    determined: (determined && !isNew) || DETERMINERS.has(token),
  }
}

interface Token {
  readonly token: string
  /** Whether a comma or the end of a sentence stands before it. */
  readonly pause: boolean
}

/** The longest phrase that begins here, or else the word itself. */
function phraseAt(tokens: readonly Token[], at: number, phrases: ReadonlySet<string>) {
  for (let taken = LONGEST_PHRASE; taken > 1; taken--) {
    const those = tokens.slice(at, at + taken)
    if (those.length < taken || those.slice(1).some(({ pause }) => pause)) continue
    const stem = those.map(({ token }) => stemOf(token)).join('_')
    if (phrases.has(stem)) return { stem, taken }
  }
  return { stem: apartAt(tokens, at, phrases) ?? stemOf(tokens[at]?.token ?? ''), taken: 1 }
}

/** What follows a verb at some distance: "write the invoice off". */
const PARTICLES = new Set(['off', 'out', 'up', 'down', 'back', 'away', 'over', 'on'])
/** Of these only the last word of a part is one, since they stand before things too. */
const PREPOSITIONS = new Set(['over', 'on'])
const FARTHEST_PARTICLE = 6

/** A verb whose particle stands behind what it is done to, as one word. */
function apartAt(tokens: readonly Token[], at: number, phrases: ReadonlySet<string>): string | undefined {
  const verb = stemOf(tokens[at]?.token ?? '')
  for (let next = at + 1; next < Math.min(tokens.length, at + FARTHEST_PARTICLE); next++) {
    const { token, pause } = tokens[next] ?? { token: '', pause: true }
    if (pause) return undefined
    const after = tokens[next + 1]
    const isParticle = PARTICLES.has(token) && (!PREPOSITIONS.has(token) || !after || after.pause)
    if (isParticle && phrases.has(`${verb}_${token}`)) return `${verb}_${token}`
  }
  return undefined
}

function plainly(text: string): string {
  const spaced = text
    .slice(0, 10 * MOST_CHARACTERS)
    .replace(/\s+/gu, ' ')
    .trim()
  return spaced.slice(0, MOST_CHARACTERS).normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}

function* tokensOf(plain: string): Generator<Token> {
  let pause = false
  for (const [piece] of plain.matchAll(/[#@]?[\p{L}\p{N}][\p{L}\p{N}_.'’:/@+-]*|[,;?!]/gu)) {
    if (/^[,;?!]$/.test(piece)) {
      pause = true
      continue
    }
    for (const token of inPieces(piece)) {
      yield { token, pause }
      pause = false
    }
  }
}

/** "re-run" and "issues.list" are words; "a@b.com", "src/index.ts" and "eng-123" stay whole. */
function inPieces(piece: string): string[] {
  const whole = piece.replace(/['’](?:s|t|m|re|ve|ll|d)?$/u, '').replace(/[.:'’/+-]+$/u, '')
  if (/^[#@]|@|\d|:\/\//u.test(whole) || /\/.*\./u.test(whole) || /\.[a-z]{2,4}$/u.test(whole))
    return whole ? [whole] : []
  return whole.split(/[_.'’:/@+-]+/u).filter(Boolean)
}

function isValue(token: string): boolean {
  return /^[#@]|@|\d|[./:]/u.test(token)
}
