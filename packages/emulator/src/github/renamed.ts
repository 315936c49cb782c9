import { asObject, type Json, type JsonObject, mapStrings } from '../json.ts'

type Params = Readonly<Record<string, string>>

/**
 * An example of the description, told of the thing that was asked for. The examples speak of
 * `octocat/Hello-World`, `octocat` and the organization `github`.
 */
export function renamed<Example extends Json>(example: Example, params: Params): Example {
  const names: readonly (readonly [from: string, to: string | undefined])[] = [
    ['octocat/Hello-World', params.repo && `${params.owner}/${params.repo}`],
    ['users/octocat', params.username && `users/${params.username}`],
    ['orgs/github', params.org && `orgs/${params.org}`],
  ]
  return mapStrings(example, (text) =>
    names.reduce((before, [from, to]) => (to ? before.replaceAll(from, () => to) : before), text),
  )
}

/** A single record with the name of the thing that was asked for. */
export function renamedRecord(example: JsonObject, params: Params): JsonObject {
  const record = renamed(example, params)
  if (params.repo) {
    const owner = { ...asObject(record.owner), login: params.owner ?? null }
    return { ...record, name: params.repo, full_name: `${params.owner}/${params.repo}`, owner }
  }
  const login = params.username ?? params.org
  return login ? { ...record, login } : record
}
