import { readFileSync } from 'node:fs'
import { get } from '@sallyport/definition'
import { readVendorDescription } from '../../testing/vendor-description.ts'

/** Lists that the emulated GitHub begins with one record, where it is: path of the list -> what tells records apart. */
const LISTS: Readonly<Record<string, readonly string[]>> = {
  '/users/{username}/orgs': ['login'],
  '/user/orgs': ['login'],
  '/orgs/{org}/members': ['login'],
  '/orgs/{org}/teams': ['id', 'slug'],
  '/orgs/{org}/teams/{team_slug}/members': ['login'],
  '/repos/{owner}/{repo}/forks': ['full_name'],
  '/repos/{owner}/{repo}/assignees': ['login'],
  '/repos/{owner}/{repo}/collaborators': ['login'],
  '/repos/{owner}/{repo}/teams': ['id', 'slug'],
  '/repos/{owner}/{repo}/stargazers': ['login'],
  '/repos/{owner}/{repo}/tags': ['name'],
  '/repos/{owner}/{repo}/commits': ['sha'],
  '/repos/{owner}/{repo}/pulls/{pull_number}/commits': ['sha'],
  '/repos/{owner}/{repo}/pulls/{pull_number}/files': ['filename'],
  '/repos/{owner}/{repo}/actions/workflows': ['id'],
  '/repos/{owner}/{repo}/actions/runs': ['id'],
  '/repos/{owner}/{repo}/actions/runs/{run_id}/jobs': ['id'],
}

const SIZE = 4

type Json = Readonly<Record<string, unknown>>

/** Several records for each of them, like GitHub's own example for that list. */
export function beginnings(): Record<string, readonly Json[]> {
  const document = JSON.parse(readFileSync(new URL('../vendor.json', import.meta.url), 'utf8'))
  const vendor = readVendorDescription({ openapi: document })
  return Object.fromEntries(
    Object.entries(LISTS).map(([path, fields]) => {
      const answer: unknown = vendor.find(get(path as '/', {}))?.example
      const list = Array.isArray(answer) ? answer : Object.values(Object(answer)).find(Array.isArray)
      const [example] = list ?? []
      return [path, Array.from({ length: SIZE }, (_, index) => variant(example, fields, index))]
    }),
  )
}

/** The first is the example itself: other records name it. Runs are those of the workflow that there is. */
function variant(given: Json, fields: readonly string[], index: number): Json {
  const example = 'workflow_id' in given ? { ...given, workflow_id: 161335 } : given
  if (index === 0) return example
  const varied = fields.map((field) => [field, other(field, example[field], index)])
  return { ...example, ...Object.fromEntries(varied) }
}

function other(field: string, value: unknown, index: number): unknown {
  if (typeof value === 'number') return value + index
  return field === 'sha' ? `${index}${String(value).slice(1)}` : `${value}-${index}`
}
