import errors from '@octokit/fixtures/scenarios/api.github.com/errors/normalized-fixture.json' with {
  type: 'json',
}
import getOrganization from '@octokit/fixtures/scenarios/api.github.com/get-organization/normalized-fixture.json' with {
  type: 'json',
}
import getRepository from '@octokit/fixtures/scenarios/api.github.com/get-repository/normalized-fixture.json' with {
  type: 'json',
}
import labels from '@octokit/fixtures/scenarios/api.github.com/labels/normalized-fixture.json' with {
  type: 'json',
}
import paginateIssues from '@octokit/fixtures/scenarios/api.github.com/paginate-issues/normalized-fixture.json' with {
  type: 'json',
}
import searchIssues from '@octokit/fixtures/scenarios/api.github.com/search-issues/normalized-fixture.json' with {
  type: 'json',
}
import type { JsonObject } from '../json.ts'

/** A request that GitHub refused, and how. */
export interface RecordedRefusal {
  readonly method: string
  readonly path: string
  readonly body: JsonObject
  readonly status: number
  readonly response: JsonObject
}

interface Recordings {
  /** Records by the path that lists them. */
  readonly lists: ReadonlyMap<string, readonly JsonObject[]>
  /** Single records by their path. */
  readonly documents: ReadonlyMap<string, JsonObject>
  /** What a search found, by path and query. */
  readonly searches: ReadonlyMap<string, readonly JsonObject[]>
  readonly refusals: readonly RecordedRefusal[]
}

const PAGED = '/repos/octokit-fixture-org/paginate-issues'

/** Real traffic of api.github.com, recorded by Octokit (npm: `@octokit/fixtures`, MIT). */
export const recordings: Recordings = {
  lists: new Map<string, readonly JsonObject[]>([
    [`${PAGED}/issues`, paginateIssues.flatMap(({ response }): JsonObject[] => response)],
    [
      '/repos/octokit-fixture-org/labels/labels',
      recordedList(labels, '/repos/octokit-fixture-org/labels/labels'),
    ],
  ]),
  documents: new Map<string, JsonObject>(
    [...getRepository, ...getOrganization].map(({ path, response }) => [path, response]),
  ),
  searches: new Map(
    searchIssues.map(({ path, response }) => [decodeURIComponent(path), response.items] as const),
  ),
  refusals: errors.map(({ method, path, body, status, response }) => ({
    method: method.toUpperCase(),
    path,
    body,
    status,
    response,
  })),
}

function recordedList(
  exchanges: readonly { readonly path: string; readonly response: unknown }[],
  path: string,
) {
  const found = exchanges.find((exchange) => exchange.path === path)?.response
  return Array.isArray(found) ? (found as JsonObject[]) : []
}
