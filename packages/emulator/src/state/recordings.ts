import { asObject, isObject, type Json, type JsonObject, mapStrings } from '../json.ts'

/** One request and its answer, as they were recorded. */
export interface Exchange {
  readonly method: string
  /** Path and query. */
  readonly path: string
  readonly body: Json
  readonly status: number
  readonly response: Json
}

/** Texts of a recording and what stands for them: `octokit-fixture-org` for `acme`. */
export type RecordingVariables = Readonly<Record<string, string>>

/**
 * Reads exchanges in the style of `@octokit/fixtures` (`{ method, path, body, status, response }`), with other
 * texts in the place of those that `variables` names.
 * Throws a `TypeError` for what is no exchange.
 */
export function readRecordings(
  recordings: readonly unknown[],
  variables: RecordingVariables = {},
): readonly Exchange[] {
  const names = Object.entries(variables)
  const renamed = (text: string) =>
    names.reduce((result, [from, to]) => result.replaceAll(from, () => to), text)
  return recordings.map((recorded, index) => {
    if (!isObject(recorded)) throw new TypeError(`Recording ${index} is no object.`)
    const { method, path, status, response = null, body = null } = recorded
    if (typeof method !== 'string' || typeof path !== 'string' || typeof status !== 'number') {
      throw new TypeError(`Recording ${index} has no method, path or status.`)
    }
    return {
      method: method.toUpperCase(),
      path: renamed(path),
      status,
      body: mapStrings(body, renamed),
      response: mapStrings(response, renamed),
    }
  })
}

/** The answer that was recorded for a refused request: the same method, path and members of the body. */
export function recordedRefusal(
  exchanges: readonly Exchange[],
  request: { readonly method: string; readonly path: string; readonly body: Json },
): Exchange | undefined {
  return exchanges.find(
    ({ method, path, status, body }) =>
      status >= 400 &&
      method === request.method &&
      path === request.path &&
      sameMembers(asObject(body), asObject(request.body)),
  )
}

function sameMembers(left: JsonObject, right: JsonObject): boolean {
  const keys = Object.keys({ ...left, ...right })
  return keys.every((key) => JSON.stringify(left[key]) === JSON.stringify(right[key]))
}
