import { keepFields } from '@sallyport/definition'
import { jsonTokensWithin, tokensOf } from './count-json.ts'
import { fieldsOf } from './fields-of.ts'
import { handleAnswer, type KeptAt } from './handle-answer.ts'
import { hasMembers } from './is-object.ts'

/** Bounds of a budget, in tokens. What stands for a result that is too large fits the least. */
export const MIN_RESULT_TOKENS = 256
export const MAX_RESULT_TOKENS = 50_000

export interface ResultBudget {
  /** `MIN_RESULT_TOKENS` to `MAX_RESULT_TOKENS`. */
  readonly maxTokens: number
  /** Fields of a record by which it can be told, where the result has such records and nobody chose fields. */
  readonly compactFields?: readonly string[]
  /** Keeps the JSON of a result, to be asked later. Nothing where it cannot be kept. */
  readonly keep: (json: string) => Promise<KeptAt | undefined>
}

/** What was done to a result, as a model reads it. */
export interface BudgetReport {
  /** `compact`: records without the fields of `left_out`. `handle`: the result tells of the real one, which is kept. */
  readonly outcome: 'full' | 'compact' | 'handle'
  readonly max_tokens: number
  /** Of the result as a model reads it, together with what is told of it here. */
  readonly tokens: number
  readonly left_out?: readonly string[]
  /** Further fields that were left out. */
  readonly left_out_more?: number
  /** Of all of it; null where it could not be kept. */
  readonly handle?: string | null
  readonly expires_at?: string | null
  readonly how?: string
}

/** A result that fits its budget, and what was done for that. */
export interface Budgeted {
  readonly data: unknown
  readonly report: BudgetReport
}

/**
 * A result within a budget: as it is where it fits, with the fields that tell its records apart where those fit, and
 * otherwise a handle with count, sample and schema. Nothing is left out without saying so, and JSON is never cut.
 */
export async function withinBudget(data: unknown, budget: ResultBudget): Promise<Budgeted> {
  const { maxTokens, compactFields, keep } = budget
  const json = JSON.stringify(data) ?? 'null'
  const tokens = jsonTokensWithin(json, maxTokens)
  if (tokens !== undefined) return { data, report: { outcome: 'full', max_tokens: maxTokens, tokens } }
  const compact = compactFields && compactWithin(data, { maxTokens, compactFields })
  const kept = await keep(json)
  if (compact !== undefined) return compact(kept)
  const told = handleAnswer({ data, json, maxTokens, kept, ...(compactFields && { compactFields }) })
  return { data: told, report: { outcome: 'handle', max_tokens: maxTokens, tokens: tokensOf(told) } }
}

/** Left-out fields that are named; of more the number is told. */
const MAX_NAMED = 40
/** What a handle costs beside those that were counted: its digits are other ones. */
const SLACK = 16
const UNKEPT_HANDLE = '00000000-0000-7000-8000-000000000000'

/** The compact form where it fits, as soon as it is known where all of it is kept. */
function compactWithin(
  data: unknown,
  { maxTokens, compactFields }: { readonly maxTokens: number; readonly compactFields: readonly string[] },
): ((kept: KeptAt | undefined) => Budgeted) | undefined {
  const compact = keepFields(data, compactFields)
  const missing = leftOut(data, compactFields)
  // The same fields: what is too large stays too large. None of them: it is a record of another kind.
  if (missing.length === 0 || ![compact].flat().some(hasMembers)) return undefined
  const named = missing.slice(0, MAX_NAMED)
  const more = missing.length - named.length
  const noticeFor = (kept: KeptAt | undefined) => ({
    left_out: named,
    ...(more > 0 && { left_out_more: more }),
    handle: kept?.handle ?? null,
    expires_at: kept?.expiresAt.toISOString() ?? null,
    how: kept === undefined ? HOW_NOT_KEPT : HOW,
  })
  const example = noticeFor({ handle: UNKEPT_HANDLE, expiresAt: new Date(0) })
  const notice = tokensOf(example) + SLACK
  const room = maxTokens - notice
  const tokens = room > 0 ? jsonTokensWithin(JSON.stringify(compact), room) : undefined
  if (tokens === undefined) return undefined
  return (kept) => ({
    data: compact,
    report: { outcome: 'compact', max_tokens: maxTokens, tokens: tokens + notice, ...noticeFor(kept) },
  })
}

const HOW =
  'All of it is kept: read the fields that were left out with query_result (select), or ask again with select_fields.'
const HOW_NOT_KEPT = 'Ask again with select_fields for fields that were left out.'

/** The outermost fields of which nothing is left. */
function leftOut(data: unknown, kept: readonly string[]): string[] {
  const records = Array.isArray(data) ? data : [data]
  const out: string[] = []
  for (const { path } of fieldsOf(records).fields) {
    const isKept = kept.some(
      (one) => one === path || path.startsWith(`${one}.`) || one.startsWith(`${path}.`),
    )
    const isBelow = out.some((one) => path.startsWith(`${one}.`))
    if (!isKept && !isBelow) out.push(path)
  }
  return out
}
