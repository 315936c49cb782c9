import type { Variables } from '../behaviour/filled.ts'
import { filledHeaders, type NamedTemplate, namedTemplates } from '../behaviour/named-templates.ts'
import { isObject, type JsonObject } from '../json.ts'
import { linkHeader } from '../page/link-header.ts'
import { findWindow, type Window } from '../page/page.ts'
import type { Stored } from '../state/store.ts'
import type { Call, Done, Paging, Trouble, World } from './world.ts'

/** Parameters stand in the query of a GET and in the body of a POST. */
export function parametersOf({ request: { query, body } }: Call): JsonObject {
  return isObject(body) ? { ...query, ...body } : query
}

/** The page of the records that were found. */
export function pageOf(
  world: World,
  call: Call,
  { found, paging }: { readonly found: readonly Stored[]; readonly paging: Paging },
): Done | Trouble {
  const reach = Math.min(found.length, paging.reach ?? found.length)
  const window = findWindow({
    paging,
    parameters: parametersOf(call),
    keys: () => found.map(({ key }) => key),
    total: reach,
    lie: call.lie,
  })
  if ('problem' in window) return { problem: window.problem, variables: { param: window.param } }
  const records = found
    .slice(window.start, Math.min(window.start + window.size, reach))
    .map(({ record }) => record)
  const page = {
    ...window,
    total: found.length,
    more: (window.backward ? window.previous : window.next) !== undefined,
    nextUrl: nextUrl(world, call, { paging, window }),
  }
  const variables = { records, page, all: found.map(({ record }) => record) }
  return {
    variables,
    headers: {
      ...linksOf(world, call, { paging, window }),
      ...headersOf(world, paging, { ...call.variables, ...variables }),
    },
  }
}

/** By the templates of a paging, so that they are prepared once. */
const prepared = new WeakMap<Paging, readonly NamedTemplate[]>()

function headersOf({ templates }: World, paging: Paging, variables: Variables): Record<string, string> {
  const { headers } = paging
  if (!headers) return {}
  const named = prepared.get(paging) ?? namedTemplates(headers)
  prepared.set(paging, named)
  return filledHeaders(named, variables, templates)
}

interface Paged {
  readonly paging: Paging
  readonly window: Window
}

function linksOf(world: World, call: Call, { paging, window }: Paged): Record<string, string> {
  const alone = window.next === undefined && window.previous === undefined
  if (!paging.link || paging.param === undefined || (alone && call.lie === undefined)) return {}
  const url = linkUrl(world, call)
  const firstPage = paging.first ?? 1
  // The very same address: a client that keeps count sees that it has been there.
  if (call.lie === 'repeat') return { link: `<${url}>; rel="next"` }
  const header = linkHeader(
    { url, param: paging.param, relations: paging.link, first: paging.style === 'offset' ? 0 : firstPage },
    paging.style === 'offset' ? { ...window, last: (window.last - firstPage) * window.size } : window,
  )
  return header ? { link: header } : {}
}

function nextUrl(world: World, call: Call, { paging, window }: Paged): string | undefined {
  if (window.next === undefined || paging.param === undefined) return undefined
  const url = linkUrl(world, call)
  if (call.lie === 'repeat') return url.href
  url.searchParams.set(paging.param, String(window.next))
  return url.href
}

function linkUrl(world: World, call: Call): URL {
  return new URL(world.linkPath(call.url), world.linkOrigin)
}
