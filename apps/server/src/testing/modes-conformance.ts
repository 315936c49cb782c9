import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Emulator } from '@sallyport/emulator'
import { SallyportError } from '@sallyport/errors'
import type { Client } from 'sallyport'
import type { Github } from 'sallyport/connectors/github'
import { type ModeFailure, modeFailures } from './modes-failures.ts'
import type { PortTap } from './port-tap.ts'

/** One way of connecting to an emulated GitHub. */
export interface ModeUnderTest {
  readonly client: Client<Github>
  /** With the setting `repositories` of `octokit-fixture-org/paginate-issues`. */
  readonly configured: Client<Github, 'repositories'>
  readonly github: Emulator
  /** What connections to GitHub run through. */
  readonly tap: PortTap
  /** Another connector: where an allowance is spent, nothing more is sent for the same one. */
  readonly another: (name: string) => Promise<Client<Github>>
  readonly close: () => Promise<void>
}

/** What a call gave or threw, by the title of its test: modes that differ in nothing fill two maps alike. */
export type Observed = Map<string, unknown>

const ISSUES = { owner: 'octokit-fixture-org', repo: 'paginate-issues' } as const
/** What the failing calls of `modeFailures` ask for. */
const ASKED = ['paginate-issues', 'hello-world'].map((repo) => `/repos/octokit-fixture-org/${repo}/issues`)
const NUMBERS = [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]

/** After a 401 an engine asks by itself whether the credential is over: that is answered as ever. */
function play({ faults }: ModeUnderTest['github'], { fault }: (typeof modeFailures)[number]): void {
  if (fault === undefined) return
  const places = fault.kind === 'unauthorized' ? ASKED.map((path) => ({ path })) : [{}]
  for (const place of places) faults.add({ ...fault, ...place, times: 'always' })
}

/** The behaviour of a client, whichever way its calls go. */
export function describeMode(name: string, start: () => Promise<ModeUnderTest>): Observed {
  const observed: Observed = new Map()
  describe(name, () => {
    let mode: ModeUnderTest
    before(async () => {
      mode = await start()
    })
    after(() => mode.close())
    beforeEach(() => {
      mode.github.faults.clear()
      mode.github.ledger.clear()
    })
    const it = (title: string, body: () => Promise<unknown>) =>
      test(title, async () => void observed.set(title, withoutLimit(await body())))

    it('a list comes page by page', async () => {
      const pages = []
      let cursor: string | null = null
      do {
        const page = await mode.client.issues.list(ISSUES, { limit: 5, ...(cursor && { cursor }) })
        pages.push(page)
        cursor = page.page.nextCursor
      } while (cursor !== null)
      assert.deepEqual(
        pages.map(({ data }) => data.map(({ number }) => number)),
        [NUMBERS.slice(0, 5), NUMBERS.slice(5, 10), NUMBERS.slice(10)],
      )
      assert.deepEqual(
        pages.map(({ page }) => page.complete),
        [false, false, true],
      )
      return pages
    })

    it('`all` goes through every page', async () => {
      const numbers = []
      for await (const { number } of mode.client.issues.list.all(ISSUES, { limit: 4 })) numbers.push(number)
      assert.deepEqual(numbers, NUMBERS)
      assert.equal(mode.github.ledger.count(), 4)
      return numbers
    })

    it('`all` asks for no page that nobody reads', async () => {
      for await (const { number } of mode.client.issues.list.all(ISSUES, { limit: 4 }))
        if (number === 11) break
      assert.equal(mode.github.ledger.count(), 1)
    })

    it('one record has no page', async () => {
      const result = await mode.client.issues.get({ ...ISSUES, number: 13 })
      assert.equal(result.data.title, 'Test issue 13')
      assert.deepEqual([result.page, result.meta, result.warnings], [undefined, {}, []])
      return result
    })

    it("the third party's own search tells its total", async () => {
      const q = 'sesame repo:octokit-fixture-org/search-issues'
      const result = await mode.client.issues.search({ q }, { limit: 2 })
      assert.deepEqual([result.meta.total_count, result.meta.incomplete_results], [2, false])
      assert.equal(result.data.length, 2)
      assert.deepEqual(result.page, { nextCursor: null, complete: true })
      return result
    })

    it('a record is made and changed', async () => {
      const label = { owner: 'octokit-fixture-org', repo: name, name: 'urgent' } as const
      const { data: made } = await mode.client.labels.create({ ...label, color: 'ff0000' })
      const { data: changed } = await mode.client.labels.update({ ...label, color: '00ff00' })
      const { data: found } = await mode.client.labels.get(label)
      assert.deepEqual([made.color, changed.color, found.color], ['ff0000', '00ff00', '00ff00'])
      assert.equal(mode.github.ledger.count({ verdict: 'valid' }), 3)
    })

    it('fields are kept by their paths', async () => {
      const { data } = await mode.client.issues.list(ISSUES, { limit: 1, fields: ['number', 'user.login'] })
      assert.deepEqual(data, [{ number: 13, user: { login: 'octokit-fixture-user-a' } }])
      return data
    })

    it('a compact view keeps what is enough to choose by', async () => {
      const { data } = await mode.client.issues.list(ISSUES, { limit: 1, view: 'compact' })
      assert.deepEqual(data.map(Object.keys), [['number', 'title', 'state', 'user', 'labels', 'html_url']])
      return data
    })

    it('a preview shows the request, hides the credential, and sends nothing', async () => {
      const write = await mode.client.preview('issues', 'create', { ...ISSUES, title: 'Once?' })
      assert.equal(write.method, 'POST')
      assert.equal(write.url, 'https://api.github.com/repos/octokit-fixture-org/paginate-issues/issues')
      assert.equal(write.headers.authorization, 'Bearer [hidden]')
      assert.equal(write.body, '{"title":"Once?"}')
      const read = await mode.client.preview('issues', 'list', ISSUES, { limit: 2 })
      assert.equal(new URL(read.url).search, '?per_page=2')
      assert.equal(mode.github.ledger.count(), 0)
      return [write, read]
    })

    it('a check tells of the credential, and of every entity that the settings are enough for', async () => {
      const { status, message, entities } = await mode.configured.check()
      assert.deepEqual([status, message], ['succeeded', undefined])
      const issues = entities.find(({ entity }) => entity === 'issues')
      assert.deepEqual(issues, { entity: 'issues', status: 'succeeded', message: undefined })
      return entities.map(({ entity, status }) => [entity, status])
    })

    it('integers beyond 2^53 come as text, with a warning', async () => {
      mode.github.faults.add({ kind: 'big-integers' })
      const { data, warnings } = await mode.client.issues.get({ ...ISSUES, number: 13 })
      assert.match(String(data.id), /^9007199254\d{6}$/)
      assert.equal(typeof data.id, 'string')
      assert.deepEqual(
        warnings.map(({ code }) => code),
        ['integers_as_text'],
      )
      return { data, warnings }
    })

    it('a setting fills the parameters that a call leaves out', async () => {
      const { data } = await mode.configured.issues.list({ state: 'all' }, { limit: 2 })
      assert.deepEqual(
        data.map(({ number }) => number),
        [13, 12],
      )
      await mode.configured.issues.list({ owner: 'octokit-fixture-org', repo: 'hello-world' })
      assert.deepEqual(
        mode.github.ledger.requests().map(({ path }) => path),
        ['paginate-issues', 'hello-world'].map((repo) => `/repos/octokit-fixture-org/${repo}/issues`),
      )
      return data
    })

    it('a parameter that is undefined is one that was left out', async () => {
      const none = undefined
      const { data } = await mode.configured.execute('issues', 'list', {
        owner: none,
        repo: none,
        nothing: none,
      })
      return data
    })

    it('names of older clients are understood by execute', async () => {
      const { data, page } = await mode.client.execute('issues', 'list', {
        ...ISSUES,
        states: ['OPEN', 'CLOSED'],
        per_page: 6,
      })
      const second = await mode.client.execute('issues', 'list', { ...ISSUES, after: page?.nextCursor })
      assert.deepEqual(
        mode.github.ledger.requests().map(({ query }) => query),
        [
          { state: 'all', per_page: 6 },
          { state: 'all', per_page: 6, page: 2 },
        ],
      )
      return [data, second.data]
    })

    for (const failure of modeFailures) {
      it(`${failure.title} is ${failure.code}`, async () => {
        play(mode.github, failure)
        const client =
          failure.code === 'upstream_rate_limited' ? await mode.another(failure.title) : mode.client
        const error = await rejection(failure.call(client))
        assert.deepEqual(factsOf(error), expectedOf(failure))
        const { ledger } = mode.github
        assert.equal(ledger.count() - ledger.count({ path: '/user' }), failure.requests)
        return { message: error.message, fix: error.fix, problems: error.problems }
      })
    }

    it('a read that is given up rejects with the reason, and its connection ends', async () => {
      mode.github.faults.add({ kind: 'silence' })
      const reason = new Error('the user closed the window')
      const controller = new AbortController()
      const call = mode.client.issues.list(ISSUES, { signal: controller.signal })
      await seenBy(mode.github)
      controller.abort(reason)
      await assert.rejects(call, (error) => error === reason)
      await mode.tap.latestEnded()
    })

    it('a write that is given up rejects with the reason, and goes on', async () => {
      mode.github.faults.add({ kind: 'silence', committed: true })
      const reason = new Error('the user closed the window')
      const controller = new AbortController()
      const title = `Given up through ${name}`
      const repository = { owner: 'octokit-fixture-org', repo: name }
      const call = mode.client.issues.create({ ...repository, title }, { signal: controller.signal })
      await seenBy(mode.github)
      controller.abort(reason)
      await assert.rejects(call, (error) => error === reason)
      const ended = mode.tap.latestEnded().then(() => 'ended')
      assert.equal(await Promise.race([ended, sleep(200, 'open')]), 'open')
      mode.tap.cutLatest()
    })

    it('a call that was given up before it began asks nobody', async () => {
      const signal = AbortSignal.abort(new Error('too late'))
      await assert.rejects(mode.client.issues.list(ISSUES, { signal }), /too late/)
      await assert.rejects(mode.client.issues.create({ ...ISSUES, title: 'Late' }, { signal }), /too late/)
      await sleep(100)
      assert.equal(mode.github.ledger.count(), 0)
    })

    it('a closed client takes no calls', async () => {
      const { client } = mode
      await client.close()
      await assert.rejects(client.issues.list(ISSUES), TypeError)
    })
  })
  return observed
}

/** What is left differs from call to call. */
function withoutLimit(observed: unknown): unknown {
  if (Array.isArray(observed)) return observed.map(withoutLimit)
  if (typeof observed !== 'object' || observed === null || !('limit' in observed)) return observed
  const { limit, ...rest } = observed
  return { ...rest, limited: limit !== undefined }
}

async function rejection(call: Promise<unknown>): Promise<SallyportError> {
  const error = await call.then(
    () => assert.fail('The call succeeded.'),
    (reason: unknown) => reason,
  )
  if (SallyportError.isInstance(error)) return error
  throw error
}

/** Far over what a test takes, far under the difference between two times to wait. */
const TOLERANCE_MS = 10_000

function factsOf({ code, act, retryable, sideEffect, retryAt, fix, problems }: SallyportError) {
  const waits = retryAt && Math.round((retryAt.getTime() - Date.now()) / TOLERANCE_MS)
  const fields = problems.map(({ field }) => field).sort()
  return { code, act, retryable, sideEffect, waits, fix: fix !== undefined, fields }
}

function expectedOf({ code, act, retryable = false, sideEffect = 'none', ...failure }: ModeFailure) {
  const { retryIn, fix, problems: fields = [] } = failure
  const waits = retryIn && Math.round((retryIn * 1000) / TOLERANCE_MS)
  return { code, act, retryable, sideEffect, waits, fix, fields }
}

async function seenBy({ ledger }: Emulator): Promise<void> {
  while (ledger.count() === 0) await sleep(5)
}
