import { keepFields, valueAt } from '@sallyport/definition'
import { jsonTokensWithin, tokensOf } from './count-json.ts'
import { estimateTokens } from './count-tokens.ts'
import { type FieldFacts, fieldsOf } from './fields-of.ts'
import { hasMembers } from './is-object.ts'
import { DETAILS, shortened } from './sample-of.ts'

/** Where a result is kept, and until when. */
export interface KeptAt {
  readonly handle: string
  readonly expiresAt: Date
}

/** What stands in the place of a result that is over its budget, as a model reads it. */
export interface HandleAnswer {
  /** Null where it could not be kept. */
  readonly handle: string | null
  /** `list`: `count` records. `record`: one record, or one text. */
  readonly kind: 'list' | 'record'
  readonly count: number
  /** The first records. `sample_is` says how much of each. */
  readonly sample: readonly unknown[]
  readonly sample_is: 'whole' | 'compact' | 'shortened' | 'left out'
  /** Fields by their paths, each with its types and, where it is not in all records, in how many. */
  readonly schema: Readonly<Record<string, string>>
  readonly fields_not_shown: number
  /** Of its JSON in UTF-8. */
  readonly bytes: number
  /** About. */
  readonly tokens_of_all: number
  readonly expires_at: string | null
  readonly how: string
}

export interface Oversized {
  readonly data: unknown
  readonly json: string
  readonly maxTokens: number
  readonly compactFields?: readonly string[]
  /** Nothing where it could not be kept. */
  readonly kept: KeptAt | undefined
}

const HOW =
  'Too large, so all of it is kept. Read on with query_result: filter, sort, select, offset, group_by; "from" enters a list within a record, "text" reads a long text.'
const NOT_KEPT =
  'Too large for the budget, and it could not be kept. Ask again for less: fewer records (limit) or fewer fields (select_fields).'

/** What the schema may take of the room beside what always stands there, and in tokens. */
const SCHEMA_SHARE = 0.5
const MOST_OF_SCHEMA = 600
/** Records of a sample: compact ones are cheap, and often enough to go on with. */
const MAX_COMPACT = 10
const MAX_SAMPLE = 3

/** What is told of a result that is over its budget. It fits the budget itself, from `MIN_RESULT_TOKENS` on. */
export function handleAnswer(oversized: Oversized): HandleAnswer {
  const { data, json, maxTokens, kept } = oversized
  const records = Array.isArray(data) ? data : [data]
  const bare: HandleAnswer = {
    handle: kept?.handle ?? null,
    kind: Array.isArray(data) ? 'list' : 'record',
    count: records.length,
    sample: [],
    sample_is: 'left out',
    schema: {},
    fields_not_shown: 0,
    bytes: new TextEncoder().encode(json).length,
    tokens_of_all: estimateTokens(json),
    expires_at: kept?.expiresAt.toISOString() ?? null,
    how: kept === undefined ? NOT_KEPT : HOW,
  }
  const room = maxTokens - tokensOf(bare) - SLACK
  const schema = schemaWithin(records, { of: bare.kind, room: Math.min(room * SCHEMA_SHARE, MOST_OF_SCHEMA) })
  const sample = sampleWithin(records, { ...oversized, room: room - tokensOf(schema.schema) })
  return lessUntilFits({ ...bare, ...schema, ...sample }, maxTokens)
}

/** For what joins parts that were counted one by one. */
const SLACK = 12

interface Within {
  readonly room: number
}

function schemaWithin(
  records: readonly unknown[],
  { of, room }: Within & { readonly of: HandleAnswer['kind'] },
): Pick<HandleAnswer, 'schema' | 'fields_not_shown'> {
  const { fields, lookedAt } = fieldsOf(records)
  const told: [string, string][] = []
  let left = room
  for (const facts of fields) {
    const entry: [string, string] = [
      facts.path,
      of === 'list' ? typesOf(facts, lookedAt) : sizesOf(facts, records[0]),
    ]
    left -= tokensOf(entry)
    if (left < 0) break
    told.push(entry)
  }
  return { schema: Object.fromEntries(told), fields_not_shown: fields.length - told.length }
}

function typesOf({ types, present }: FieldFacts, lookedAt: number): string {
  const named = types.join('|')
  return present === lookedAt ? named : `${named}, in ${present} of ${lookedAt}`
}

/** Of one record: where what makes it large is. */
function sizesOf({ path, types }: FieldFacts, record: unknown): string {
  const value = valueAt(record, path)
  if (Array.isArray(value)) return `list of ${value.length}`
  if (typeof value === 'string' && value.length > LONG) return `string of ${value.length} characters`
  return types.join('|')
}

const LONG = 200

type Sample = Pick<HandleAnswer, 'sample' | 'sample_is'>

function sampleWithin(
  records: readonly unknown[],
  { room, compactFields }: Within & Pick<Oversized, 'compactFields'>,
): Sample {
  if (compactFields !== undefined) {
    const compact = records.slice(0, MAX_COMPACT).map((record) => keepFields(record, compactFields))
    const sample = shownWithin(compact.filter(hasMembers), room)
    if (sample.length > 0) return { sample, sample_is: 'compact' }
  }
  const first = records.slice(0, MAX_SAMPLE)
  const whole = shownWithin(first, room)
  if (whole.length > 0) return { sample: whole, sample_is: 'whole' }
  for (const detail of DETAILS) {
    const form = (record: unknown) => shortened(record, detail)
    const sample = shownWithin(first.map(form), room)
    if (sample.length > 0) return { sample, sample_is: 'shortened' }
  }
  return { sample: [], sample_is: 'left out' }
}

function shownWithin(records: readonly unknown[], room: number): unknown[] {
  const shown: unknown[] = []
  let left = room
  for (const record of records) {
    const tokens = left > 1 ? jsonTokensWithin(JSON.stringify(record), left - 1) : undefined
    if (tokens === undefined) break
    left -= tokens + 1
    shown.push(record)
  }
  return shown
}

/** Parts that were counted alone may cost a little more together. */
function lessUntilFits(answer: HandleAnswer, maxTokens: number): HandleAnswer {
  let fitting = answer
  while (tokensOf(fitting) > maxTokens) {
    const { sample, schema } = fitting
    const fields = Object.entries(schema)
    if (sample.length > 0) {
      const less = sample.slice(0, -1)
      fitting = { ...fitting, sample: less, ...(less.length === 0 && { sample_is: 'left out' }) }
    } else if (fields.length > 0) {
      const less = fields.slice(0, Math.floor(fields.length / 2))
      const dropped = fields.length - less.length
      fitting = {
        ...fitting,
        schema: Object.fromEntries(less),
        fields_not_shown: fitting.fields_not_shown + dropped,
      }
    } else return fitting
  }
  return fitting
}
