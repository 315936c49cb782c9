import { type Answer, jsonAnswer } from '../answer.ts'
import { asObject, type JsonObject } from '../json.ts'
import { linkHeader, pageOf } from '../paging.ts'
import type { Match } from '../router.ts'
import type { Aliases } from './aliases.ts'
import { recordings } from './recordings.ts'
import { expand, type Records } from './records.ts'
import { notFound, refusal, validationFailed } from './refusals.ts'
import { resourceName } from './resource-name.ts'

export interface ValidRequest {
  readonly match: Match
  readonly query: Readonly<Record<string, string>>
  readonly body: JsonObject
}

export interface Responder {
  readonly records: Records
  readonly aliases: Aliases
  /** Origin of the links between pages. */
  readonly linkOrigin: string
}

/** GitHub's answer to a request that its description allows. */
export function respond(responder: Responder, request: ValidRequest): Answer {
  const { operation } = request.match
  if (operation.method === 'POST') return create(responder, request)
  if (operation.method === 'PATCH') return update(responder, request)
  if (operation.path.startsWith('/search/')) return search(responder, request)
  if (Array.isArray(operation.success.example)) return list(responder, request)
  const record = responder.records.find(request.match)
  return record ? jsonAnswer(200, record) : notFound(operation)
}

function list(responder: Responder, { match, query }: ValidRequest): Answer {
  const { path } = match.operation
  const records = responder.records.list(path, match.params).filter(isListed(path, query))
  const page = pageOf(records, pageRequest(query))
  return jsonAnswer(200, page.records, link(responder, { match, query, page }))
}

function search(responder: Responder, { match, query }: ValidRequest): Answer {
  const records = responder.records.search(match.operation.path, query.q ?? '')
  const page = pageOf(records, pageRequest(query))
  const body = { total_count: records.length, incomplete_results: false, items: page.records }
  return jsonAnswer(200, body, link(responder, { match, query, page }))
}

/** Issues are listed by state, and only the open ones unless asked: the one filter that is emulated. */
function isListed(path: string, query: Readonly<Record<string, string>>): (record: JsonObject) => boolean {
  const { state = 'open' } = query
  if (path !== '/repos/{owner}/{repo}/issues' || state === 'all') return () => true
  return (record) => (record.state ?? 'open') === state
}

/** docs.github.com/rest/using-the-rest-api/using-pagination-in-the-rest-api: 30 by default, at most 100. */
function pageRequest(query: Readonly<Record<string, string>>) {
  const size = Number(query.per_page ?? 30)
  return { number: Math.max(1, Number(query.page ?? 1)), size: size < 1 ? 30 : Math.min(size, 100) }
}

interface Listed {
  readonly match: Match
  readonly query: Readonly<Record<string, string>>
  readonly page: { readonly number: number; readonly last: number }
}

function link({ aliases, linkOrigin }: Responder, { match, query, page }: Listed): Record<string, string> {
  const url = new URL(linkOrigin)
  url.pathname = aliases.toNumbered(expand(match.operation.path, match.params))
  url.search = new URLSearchParams(query).toString()
  const header = linkHeader(url, page)
  return header ? { link: header } : {}
}

function create({ records }: Responder, { match, body }: ValidRequest): Answer {
  const { operation } = match
  const path = expand(operation.path, match.params)
  const recorded = recordings.refusals.find(
    (known) => known.method === operation.method && known.path === path && sameMembers(known.body, body),
  )
  if (recorded) return refusalAsRecorded(recorded.status, recorded.response)
  const record = records.create(match, body)
  if (record) return jsonAnswer(operation.success.status, record, { location: String(record.url) })
  return validationFailed(operation, [
    { resource: resourceName(operation.path), code: 'already_exists', field: 'name' },
  ])
}

function update({ records }: Responder, { match, body }: ValidRequest): Answer {
  const record = records.update(match, body)
  return record ? jsonAnswer(match.operation.success.status, record) : notFound(match.operation)
}

function refusalAsRecorded(status: number, { message, errors, documentation_url: url }: JsonObject): Answer {
  return refusal(status, String(message), {
    documentationUrl: String(url),
    errors: Array.isArray(errors) ? errors.map(asObject) : [],
  })
}

function sameMembers(left: JsonObject, right: JsonObject): boolean {
  const keys = Object.keys({ ...left, ...right })
  return keys.every((key) => JSON.stringify(left[key]) === JSON.stringify(right[key]))
}
