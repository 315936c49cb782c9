import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { practise } from './testing/practise.ts'

const { paths } = JSON.parse(readFileSync(new URL('./vendor.json', import.meta.url), 'utf8'))
const { github, call } = await practise()
const R = '/repos/octocat/Hello-World'
const idOf = async (path: string) => (await call(path)).json[0].id

const VALUES: Record<string, string> = {
  owner: 'octocat',
  repo: 'Hello-World',
  issue_number: '1347',
  pull_number: '1350',
  org: 'github',
  username: 'octocat',
  team_slug: 'justice-league',
  name: 'bug',
  milestone_number: '1',
  branch: 'master',
  path: 'README.md',
  tag: 'v1.0.0',
  workflow_id: '161335',
  run_id: '30433642',
  release_id: '1',
  basehead: 'master...topic',
  comment_id: await idOf(`${R}/issues/1347/comments`),
  review_id: await idOf(`${R}/pulls/1350/reviews`),
  asset_id: await idOf(`${R}/releases/1/assets`),
}
const lineComment = await idOf(`${R}/pulls/1350/comments`)

/** The answer says it all. */
const STATUSES = new Map([
  [`${R}/pulls/1350/merge`, 404],
  ['/user/starred/octocat/Hello-World', 204],
])

for (const template of Object.keys(paths).filter((path) => paths[path].get)) {
  test(`GET ${template} has an answer for something that is there`, async () => {
    const ref = template.includes('/git/') ? 'heads/master' : 'master'
    const values = {
      ...VALUES,
      ref,
      ...(template.includes('/pulls/comments/') && { comment_id: lineComment }),
    }
    const path = template.replace(/\{(\w+)\}/g, (_, name: keyof typeof values) => String(values[name]))
    const search = path.startsWith('/search/') ? '?q=octocat&repository_id=1296269' : ''
    const { status, text } = await call(path + search)
    assert.equal(status, STATUSES.get(path) ?? 200, text)
    assert.equal(github.ledger.requests().at(-1)?.operation, `GET ${template}`)
  })
}
