import { type Json, type JsonObject, object } from './json.ts'

/** A request and its answer, as they were recorded. */
export interface Exchange {
  readonly method: string
  /** Path and query. */
  readonly path: string
  readonly body: Json
  readonly status: number
  readonly response: Json
}

/** What becomes of recorded exchanges. Those that no change names are left out. */
export interface Change {
  /** Method and path as they were recorded: `get /orgs/acme`. */
  readonly take: string
  /** Another path, and other texts in the answer: the same thing under a name of its own. */
  readonly path?: string
  readonly rename?: Readonly<Record<string, string>>
  /** Members of the answer, over the recorded ones. */
  readonly set?: JsonObject
  /** The member of the answer that is the new answer. */
  readonly member?: string
  /** Members that the records of the answer lose. */
  readonly omit?: readonly string[]
  /** Said of an answer that nobody recorded so. */
  readonly derived?: string
}

/** Throws an `Error` for an exchange that was not recorded. */
export function changeExchanges(
  recorded: readonly Exchange[],
  changes: readonly Change[],
): readonly JsonObject[] {
  return changes.map((change) => {
    const found = recorded.find(({ method, path }) => `${method} ${path}` === change.take)
    if (!found) throw new Error(`"${change.take}" was not recorded.`)
    const { method, path, body, status } = found
    return {
      method,
      path: change.path ?? path,
      ...(body === '' ? {} : { body }),
      status,
      ...(change.derived === undefined ? {} : { derived: change.derived }),
      response: changedAnswer(found.response, change),
    }
  })
}

function changedAnswer(response: Json, { rename = {}, set, member, omit = [] }: Change): Json {
  const answer = member === undefined ? response : (object(response)[member] ?? null)
  const renamed = mapTexts(answer, rename)
  const kept = Array.isArray(renamed)
    ? renamed.map((record) => without(record, omit))
    : without(renamed, omit)
  return set ? { ...object(kept), ...set } : kept
}

function mapTexts(value: Json, names: Readonly<Record<string, string>>): Json {
  const text = Object.entries(names).reduce(
    (renamed, [from, to]) => renamed.replaceAll(from, () => to),
    JSON.stringify(value),
  )
  return JSON.parse(text)
}

function without(record: Json, names: readonly string[]): Json {
  if (names.length === 0) return record
  return Object.fromEntries(Object.entries(object(record)).filter(([name]) => !names.includes(name)))
}
