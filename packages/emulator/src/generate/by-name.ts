import type { Json } from '../json.ts'
import { before, DAY, instant } from './format-texts.ts'
import type { Kind } from './kind.ts'
import {
  capitalised,
  characters,
  DIGITS,
  firstName,
  HEX,
  LOWER,
  sentence,
  title,
  UPPER,
  word,
} from './prose.ts'
import { oneOf, type Random, wholeBetween } from './random.ts'

export interface NameContext {
  readonly random: Random
  readonly now: number
  /** What a fresh record shows: nothing has been counted yet. */
  readonly blank: boolean
  /** In snake case. */
  readonly name: string
}

type Make = (context: NameContext) => Json

interface NameRule {
  readonly text?: Make
  readonly whole?: Make
  readonly number?: Make
}

/** A moment at least so many days back, and at most so many more. */
const date =
  (days: number, back = 0): Make =>
  ({ random, now }) =>
    instant(before(random, now - back * DAY, days))
const seconds =
  (days: number, back = 0): Make =>
  ({ random, now }) =>
    Math.floor(before(random, now - back * DAY, days) / 1000)
const hex =
  (length: number): Make =>
  ({ random }) =>
    characters(random, HEX, length)
const choice =
  (...items: readonly string[]): Make =>
  ({ random }) =>
    oneOf(random, items)
const url: Make = ({ random, name }) =>
  `https://example.com/${name.replace(/_?(url|uri|link|href)$/, '') || word(random)}/${word(random)}`
const handle: Make = ({ random }) => `${firstName(random).toLowerCase()}-${word(random)}`
const count: Make = ({ random, blank }) => (blank ? 0 : wholeBetween(random, 0, 40))
const bytes: Make = ({ random }) => wholeBetween(random, 100, 900_000)
const id: Make = ({ random }) => wholeBetween(random, 1, 2_000_000_000)

/** Names in snake case, the first that matches counts. What a rule makes is used only where the schema allows it. */
const RULES: readonly (readonly [RegExp, NameRule])[] = [
  [
    /^(created|created_(at|time|date|on)|inserted_at|opened_at|published_at)$/,
    // Before anything was changed, which is at most 90 days ago.
    { text: date(600, 90), whole: seconds(600, 90) },
  ],
  [
    /^(updated|modified|changed|pushed|edited|last)(_.*)?(at|time|date|on|seen|updated|modified)$/,
    { text: date(90), whole: seconds(90) },
  ],
  [/^(updated|modified)$/, { text: date(90), whole: seconds(90) }],
  [/(^|_)(at|time|date|timestamp|ts)$/, { text: date(365), whole: seconds(365) }],
  [/(^|_)sha(_?1)?$|^(commit|tree)_(id|sha)$|^oid$/, { text: hex(40) }],
  [/(^|_)(sha_?256|digest|checksum)$/, { text: hex(64) }],
  [/(^|_)(md_?5(_checksum)?|etag|fingerprint|hash)$/, { text: hex(32) }],
  [/(^|_)(uuid|guid)$/, {}],
  [
    /(^|_)e?mail(_address)?$/,
    { text: ({ random }) => `${firstName(random).toLowerCase()}.${word(random)}@example.com` },
  ],
  [/(^|_)(url|uri|href|website|homepage|permalink|(web|self|html)_?link|webhook)$/, { text: url }],
  [/(^|_)(host|hostname|domain)$/, { text: ({ random }) => `${word(random)}.example.org` }],
  [/(^|_)(ip|ip_address)$/, { text: ({ random }) => `192.0.2.${wholeBetween(random, 1, 254)}` }],
  [/^(login|username|user_name|screen_name|nickname|handle)$/, { text: handle }],
  [
    /^(first_name|given_name|display_name|real_name|owner_name)$/,
    { text: ({ random }) => firstName(random) },
  ],
  [/^(last_name|family_name|surname)$/, { text: ({ random }) => capitalised(word(random)) }],
  [/^full_name$/, { text: ({ random }) => `${word(random)}/${word(random)}` }],
  [/(^|_)(title|subject|headline|summary|label|topic)$/, { text: ({ random }) => title(random) }],
  [
    /(^|_)(description|body|text|content|message|comment|note|notes|bio|purpose|reason)$/,
    { text: ({ random }) => sentence(random) },
  ],
  [/(^|_)(file_?name|path|file)$/, { text: ({ random }) => `${word(random)}-${word(random)}.txt` }],
  [/(^|_)mime_?type$|^content_type$/, { text: choice('text/plain', 'image/png', 'application/pdf') }],
  [/(^|_)(slug|key|ref|branch|tag)$/, { text: ({ random }) => `${word(random)}-${word(random)}` }],
  [/(^|_)name$/, { text: ({ random }) => `${word(random)}-${word(random)}` }],
  [/(^|_)colou?r$/, { text: hex(6) }],
  [/(^|_)currency$/, { text: () => 'usd' }],
  [/(^|_)(country|country_code)$/, { text: choice('US', 'DE', 'JP', 'BR', 'KE') }],
  [/^(city|town)$/, { text: ({ random }) => `${capitalised(word(random))}ville` }],
  [/^(state|status)$/, { text: () => 'active' }],
  [/(^|_)(postal_?code|zip|zip_code)$/, { text: ({ random }) => characters(random, DIGITS, 5) }],
  [
    /(^|_)(line_?1|street|address)$/,
    { text: ({ random }) => `${wholeBetween(random, 1, 99)} ${capitalised(word(random))} Street` },
  ],
  // Numbers that are set aside for fiction: nanpa.com, 555-0100 to 555-0199.
  [
    /(^|_)(phone|phone_number|mobile|fax)$/,
    { text: ({ random }) => `+120255501${characters(random, DIGITS, 2)}` },
  ],
  [/(^|_)(locale|language|lang)$/, { text: choice('en', 'de', 'fr', 'ja') }],
  [/(^|_)(time_?zone|tz)$/, { text: choice('UTC', 'Europe/Berlin', 'Asia/Tokyo') }],
  [
    /(^|_)(version)$/,
    {
      text: ({ random }) => `1.${wholeBetween(random, 0, 20)}.${wholeBetween(random, 0, 9)}`,
      whole: ({ random }) => wholeBetween(random, 1, 20),
    },
  ],
  [
    /(^|_)(node_id|external_id|id|token|cursor)$/,
    { text: ({ random }) => characters(random, UPPER + LOWER + DIGITS, 16), whole: id },
  ],
  [/(^|_)(number|index|position)$/, { whole: ({ random }) => wholeBetween(random, 1, 999) }],
  [
    /(^|_)(count|total|totals|comments|forks|stars|additions|deletions|changes|quantity|followers|following|unread)$/,
    { text: (context) => String(count(context)), whole: count, number: count },
  ],
  [/(^|_)(size|bytes)$/, { text: (context) => String(bytes(context)), whole: bytes }],
  [
    /(^|_)(amount|price|balance|unit_amount|subtotal|cost)(_.*)?$/,
    {
      whole: ({ random, blank }) => (blank ? 0 : wholeBetween(random, 1, 500) * 100),
      number: ({ random, blank }) => (blank ? 0 : wholeBetween(random, 100, 50_000) / 100),
    },
  ],
  [
    /^(percent|percentage|percent_.*)$/,
    {
      whole: ({ random }) => wholeBetween(random, 0, 100),
      number: ({ random }) => wholeBetween(random, 0, 100),
    },
  ],
  [
    /^(year|exp_year)$/,
    { whole: ({ now, random }) => new Date(now).getUTCFullYear() + wholeBetween(random, 0, 3) },
  ],
  [/^(month|exp_month)$/, { whole: ({ random }) => wholeBetween(random, 1, 12) }],
  [/^last_?4$/, { text: ({ random }) => characters(random, DIGITS, 4) }],
]

interface NamedRule {
  readonly name: string
  readonly rule: NameRule | undefined
}

const MOST_NAMES = 10_000
const KNOWN = new Map<string, NamedRule>()

/** A value that a member of this name usually has, if the name says anything. The schema has the last word. */
export function byName(memberName: string, kind: Kind, context: Omit<NameContext, 'name'>): Json | undefined {
  const { name, rule } = ruleFor(memberName)
  const make =
    kind === 'string'
      ? rule?.text
      : kind === 'integer'
        ? rule?.whole
        : kind === 'number'
          ? rule?.number
          : undefined
  return make?.({ ...context, name })
}

function ruleFor(memberName: string): NamedRule {
  const known = KNOWN.get(memberName)
  if (known) return known
  if (KNOWN.size >= MOST_NAMES) KNOWN.clear()
  const name = snakeCase(memberName)
  const found = { name, rule: RULES.find(([pattern]) => pattern.test(name))?.[1] }
  KNOWN.set(memberName, found)
  return found
}

const LONGEST_NAME = 60

/** `createdAt`, `created-at` -> `created_at` */
function snakeCase(name: string): string {
  if (name.length > LONGEST_NAME) return ''
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z\d]+/g, '_')
    .toLowerCase()
}
