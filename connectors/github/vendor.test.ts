import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type EmulateOptions, emulate } from '@sallyport/emulator'
import { Octokit, RequestError } from 'octokit'
import { TOKEN } from './testing/practise.ts'
import { githubVendor } from './vendor.ts'

const REPO = { owner: 'octokit-fixture-org', repo: 'paginate-issues' }
/** The client repeats what a vendor answers with 405 or 409 three times, in fourteen seconds. */
const ONCE = { retries: 0 }
const OWN = { owner: 'acme', repo: 'site' }

/** The real client. Its throttling waits one to three seconds between writes: on only where it is looked at. */
async function start({ throttled = false, ...options }: EmulateOptions & { throttled?: boolean } = {}) {
  const github = await emulate(githubVendor, { credentials: TOKEN, seed: 'test', ...options })
  after(() => github.close())
  const silent = { debug() {}, info() {}, warn() {}, error() {} }
  const retries: string[] = []
  const again =
    (kind: string) =>
    (...[seconds, , , count]: [number, unknown, unknown, number]) => {
      retries.push(`${kind} after ${seconds} s`)
      return count < 1
    }
  const throttle = {
    enabled: throttled,
    onRateLimit: again('primary'),
    onSecondaryRateLimit: again('secondary'),
  }
  const octokit = new Octokit({ auth: TOKEN, baseUrl: github.url, log: silent, throttle })
  return { github, octokit, rest: octokit.rest, retries }
}

const { github, octokit, rest } = await start()
after(() => {
  const refused = github.ledger
    .requests({ verdict: 'refused' })
    .map(({ operation, status }) => `${status} ${operation}`)
  assert.deepEqual(refused, ['422 POST /repos/{owner}/{repo}/labels'])
  const tolerated = github.ledger.requests({ verdict: 'tolerated' })
  assert.deepEqual(
    tolerated.flatMap(({ operation, violations }) =>
      violations.map(({ in: part, field }) => `${operation}: ${part} ${field}`),
    ),
    [],
  )
})

test('Octokit pages through thirteen issues, three at a time', async () => {
  const issues = await octokit.paginate(rest.issues.listForRepo, { ...REPO, per_page: 3 })
  assert.deepEqual(
    issues.map(({ number }) => number),
    [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1],
  )
  assert.equal(github.ledger.count({ operation: 'GET /repos/{owner}/{repo}/issues' }), 5)
})

test('Octokit writes an issue, comments on it, labels it and closes it', async () => {
  const { data: milestone } = await rest.issues.createMilestone({ ...OWN, title: 'v2' })
  const { data: issue } = await rest.issues.create({
    ...OWN,
    title: 'Leak',
    body: 'Drip',
    labels: ['bug'],
    milestone: milestone.number,
  })
  assert.deepEqual([issue.state, issue.milestone?.title, issue.comments], ['open', 'v2', 0])
  const at = { ...OWN, issue_number: issue.number }
  const { data: comment } = await rest.issues.createComment({ ...at, body: 'Seen.' })
  assert.equal((await rest.issues.getComment({ ...OWN, comment_id: comment.id })).data.body, 'Seen.')
  const { data: labels } = await rest.issues.addLabels({ ...at, labels: ['wet', 'bug'] })
  assert.deepEqual(
    labels.map(({ name }) => name),
    ['bug', 'wet'],
  )
  await rest.issues.addAssignees({ ...at, assignees: ['ada'] })
  await rest.issues.update({ ...at, state: 'closed', state_reason: 'not_planned' })
  await rest.issues.lock({ ...at, lock_reason: 'resolved' })
  const { data: now } = await rest.issues.get(at)
  assert.partialDeepStrictEqual(now, {
    state: 'closed',
    state_reason: 'not_planned',
    comments: 1,
    locked: true,
    assignee: { login: 'ada' },
  })
  assert.equal((await rest.issues.getLabel({ ...OWN, name: 'wet' })).data.color, 'ededed')
})

test('Octokit makes an error of a refusal, with what is wrong', async () => {
  const refused = await rest.issues
    .createLabel({ ...OWN, name: 'x', color: 7 as unknown as string })
    .catch((error) => error)
  assert.ok(refused instanceof RequestError)
  assert.equal(refused.status, 422)
  const { errors } = (refused.response?.data ?? {}) as { errors?: unknown }
  assert.deepEqual(errors, [{ resource: 'Label', code: 'invalid', field: 'color' }])
  await assert.rejects(rest.issues.get({ ...OWN, issue_number: 4711 }), { status: 404 })
})

test('Octokit opens, reviews and merges a pull request', async () => {
  const { data: main } = await rest.git.getRef({ ...OWN, ref: 'heads/main' })
  await rest.git.createRef({ ...OWN, ref: 'refs/heads/topic', sha: main.object.sha })
  const { data: pull } = await rest.pulls.create({ ...OWN, title: 'Mend', head: 'topic', base: 'main' })
  const at = { ...OWN, pull_number: pull.number }
  await rest.pulls.requestReviewers({ ...at, reviewers: ['ada'] })
  await rest.pulls.createReview({ ...at, event: 'APPROVE' })
  assert.deepEqual(
    (await rest.pulls.listReviews(at)).data.map(({ state }) => state),
    ['APPROVED'],
  )
  const { data: merge } = await rest.pulls.merge({ ...at, merge_method: 'squash' })
  assert.deepEqual([merge.merged, (await rest.pulls.checkIfMerged(at)).status], [true, 204])
  const { data: merged } = await rest.pulls.get(at)
  assert.deepEqual([merged.state, merged.merged, merged.merge_commit_sha], ['closed', true, merge.sha])
  assert.ok((await rest.issues.get({ ...OWN, issue_number: pull.number })).data.pull_request?.merged_at)
  await assert.rejects(rest.pulls.merge({ ...at, request: ONCE }), { status: 405 })
})

test('Octokit publishes a release with a file and downloads it', async () => {
  const { data: release } = await rest.repos.createRelease({ ...OWN, tag_name: 'v2.0.0', name: 'Two' })
  const data = Buffer.from([0, 1, 2, 255]) as unknown as string
  const headers = { 'content-type': 'application/zip' }
  const upload = { ...OWN, release_id: release.id, name: 'site.zip', data, headers, baseUrl: github.url }
  const { data: asset } = await rest.repos.uploadReleaseAsset(upload)
  assert.deepEqual(
    [asset.name, asset.size, asset.content_type, asset.state],
    ['site.zip', 4, 'application/zip', 'uploaded'],
  )
  const download = { ...OWN, asset_id: asset.id, headers: { accept: 'application/octet-stream' } }
  const { data: bytes } = await rest.repos.getReleaseAsset(download)
  assert.deepEqual(Buffer.from(bytes as unknown as ArrayBuffer), Buffer.from([0, 1, 2, 255]))
  assert.equal((await rest.repos.getLatestRelease(OWN)).data.assets[0]?.id, asset.id)
  assert.equal((await rest.repos.getReleaseByTag({ ...OWN, tag: 'v2.0.0' })).data.id, release.id)
})

test('Octokit keeps a file, changes it and deletes it', async () => {
  const place = { ...OWN, path: 'notes/hello.txt' }
  const file = { ...place, message: 'Say hello' }
  const content = (text: string) => Buffer.from(text).toString('base64')
  const { data: made, status } = await rest.repos.createOrUpdateFileContents({
    ...file,
    content: content('hello'),
  })
  assert.deepEqual([status, made.content?.sha], [201, 'b6fc4c620b67d95f953a5c1c1230aaab5db5a1b0'])
  const { data: got } = await rest.repos.getContent(place)
  assert.ok('content' in got)
  assert.equal(Buffer.from(got.content, 'base64').toString(), 'hello')
  await assert.rejects(rest.repos.createOrUpdateFileContents({ ...file, content: content('hi') }), {
    status: 422,
  })
  const sha = got.sha
  const changed = await rest.repos.createOrUpdateFileContents({ ...file, content: content('hi'), sha })
  assert.equal(changed.status, 200)
  await assert.rejects(rest.repos.deleteFile({ ...file, sha, request: ONCE }), { status: 409 })
  const { data: folder } = await rest.repos.getContent({ ...OWN, path: 'notes' })
  assert.deepEqual(Array.isArray(folder) && folder.map(({ path }) => path), ['notes/hello.txt'])
  await rest.repos.deleteFile({ ...file, sha: changed.data.content?.sha ?? '' })
  await assert.rejects(rest.repos.getContent(place), { status: 404 })
})

test('Octokit searches', async () => {
  const q = 'leak repo:acme/site is:closed label:bug in:title'
  const { data } = await rest.search.issuesAndPullRequests({ q, advanced_search: 'true' })
  assert.deepEqual([data.total_count, data.items[0]?.title], [1, 'Leak'])
})

test('Octokit asks again without the answer being sent again', async () => {
  const { headers } = await rest.repos.get(OWN)
  const unchanged = rest.repos.get({ ...OWN, headers: { 'if-none-match': headers.etag } })
  await assert.rejects(unchanged, { status: 304 })
})

test('Octokit waits out a secondary rate limit and repeats a request that failed', async () => {
  const { github, octokit, retries } = await start({ throttled: true })
  github.faults.add({ kind: 'secondary-rate-limited', retryAfter: 1 })
  assert.equal((await octokit.rest.users.getAuthenticated()).data.login, 'octocat')
  assert.deepEqual(retries, ['secondary after 1 s'])
  github.faults.add({ kind: 'server-error' })
  assert.equal((await octokit.rest.repos.get(OWN)).status, 200)
  assert.deepEqual(
    github.ledger.requests().map(({ status }) => status),
    [403, 200, 500, 200],
  )
})
