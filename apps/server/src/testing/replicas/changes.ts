import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { rotateSigningKey } from '@sallyport/engine'
import { queryAs } from '@sallyport/postgres'
import { systemEdge } from '../../edge.ts'
import { openKeys } from '../../open-keys.ts'
import type { CallerReply } from '../caller.ts'
import { GITHUB_TOKEN, REPOSITORY } from '../engine-under-test.ts'
import { push, weatherJson } from '../uploads.ts'
import type { Replicas } from './replicas.ts'

/** Something that is changed at one engine, and how the other one is seen to know it. */
export interface Trial {
  /** A call at the second engine. */
  readonly ask: () => Promise<CallerReply>
  readonly change: () => Promise<unknown>
  /** What the call answers before, and after. */
  readonly from: number
  readonly to: number
}

export interface Change {
  readonly name: string
  /** It changes what its other trials stand on: one is made after the other. */
  readonly alone?: boolean
  readonly begin: (replicas: Replicas, number: number) => Promise<Trial>
}

const LIST = { entity: 'issues', action: 'list', params: { ...REPOSITORY, limit: 1 } }
const SOURCES = '/api/v1/integrations/definitions/sources'

export const CHANGES: readonly Change[] = [
  {
    name: 'a revoked application',
    async begin({ first, second, administrator }) {
      const operator = await first.applicationToken()
      const made = await first.call('POST', '/api/v1/internal/account/applications', { bearer: operator })
      assert.equal(made.status, 200, made.text)
      const { client_id, client_secret, id } = made.body
      const login = await first.call('POST', '/api/v1/applications/token', {
        body: { client_id, client_secret },
      })
      const bearer = String(login.body.access_token)
      return {
        ask: () => second.call('GET', '/api/v1/integrations/templates/sources', { bearer }),
        change: () =>
          queryAs(administrator, 'UPDATE sallyport.applications SET revoked_at = now() WHERE id = $1', [id]),
        from: 200,
        to: 401,
      }
    },
  },
  {
    name: 'a replaced credential',
    async begin({ first, second }, number) {
      const bearer = await first.scopedToken('replaced')
      const isGood = number % 2 === 0
      const credentialOf = (good: boolean) => ({
        token: good ? GITHUB_TOKEN : `${GITHUB_TOKEN.slice(0, -2)}xx`,
      })
      const id = await first.connectGithub(bearer, { credentials: credentialOf(isGood), validate: false })
      const body = { credentials: credentialOf(!isGood), validate: false }
      const path = `/api/v1/integrations/connectors/${id}`
      return {
        ask: () => second.execute(bearer, id, LIST),
        change: async () => {
          const { status, text } = await first.call('PUT', path, { bearer, body })
          assert.equal(status, 200, text)
        },
        from: isGood ? 200 : 424,
        to: isGood ? 424 : 200,
      }
    },
  },
  {
    name: 'a disabled workspace',
    async begin({ first, second, administrator }, number) {
      const workspace = `disabled ${number} ${randomUUID()}`
      const bearer = await first.scopedToken(workspace)
      const id = await first.connectGithub(bearer, { credentials: { token: GITHUB_TOKEN }, validate: false })
      return {
        ask: () => second.execute(bearer, id, LIST),
        change: () =>
          queryAs(administrator, "UPDATE sallyport.workspaces SET status = 'inactive' WHERE name = $1", [
            workspace,
          ]),
        from: 200,
        to: 403,
      }
    },
  },
  {
    name: 'a removed definition',
    async begin({ first, second }) {
      const bearer = await first.applicationToken()
      const id = randomUUID()
      const definition = weatherJson((one) =>
        Object.assign(one, { id, slug: `w-${id}`.slice(0, 20), title: id }),
      )
      const pushed = await push({ ...first, applicationToken: async () => bearer }, definition)
      assert.equal(pushed.status, 201, pushed.text)
      return {
        ask: () => second.call('GET', `${SOURCES}/${id}`, { bearer }),
        change: async () => {
          const { status, text } = await first.call('DELETE', `${SOURCES}/${id}`, { bearer })
          assert.equal(status, 200, text)
        },
        from: 200,
        to: 404,
      }
    },
  },
  {
    name: 'a signing key that ended at once',
    alone: true,
    async begin({ first, second, config, organizationId }) {
      const bearer = await first.scopedToken('signed')
      return {
        ask: () => second.call('GET', '/api/v1/integrations/templates/sources', { bearer }),
        async change() {
          const { work, close } = await openKeys(config, systemEdge)
          await rotateSigningKey(work, { organizationId, atOnce: true }).finally(close)
        },
        from: 200,
        to: 401,
      }
    },
  },
]

/** How long the second engine took to know, and how long its slowest answer took meanwhile. */
export interface Delay {
  readonly ms: number
  readonly slowestAnswerMs: number
}

const LONGEST_MS = 20_000

const AT_ONCE = 5

/** As many trials of one change, some at the same time: most of each is waiting for the second engine to look. */
export async function tryOften(replicas: Replicas, change: Change, trials: number): Promise<Delay[]> {
  const delays: Delay[] = []
  const numbers = Array.from({ length: trials }, (_, number) => number).values()
  const lane = async () => {
    for (const number of numbers) delays.push(await tryChange(await change.begin(replicas, number)))
  }
  await Promise.all(Array.from({ length: change.alone ? 1 : AT_ONCE }, lane))
  return delays
}

/** Makes one change and asks until it is known. */
export async function tryChange(trial: Trial): Promise<Delay> {
  await until(trial.ask, trial.from)
  // Once more: by now it comes from memory.
  assert.equal((await trial.ask()).status, trial.from)
  await trial.change()
  return until(trial.ask, trial.to)
}

/** Asks until the answer has that status. */
export async function until(ask: Trial['ask'], status: number): Promise<Delay> {
  const startedAt = performance.now()
  let slowestAnswerMs = 0
  for (;;) {
    const askedAt = performance.now()
    const reply = await ask()
    const now = performance.now()
    slowestAnswerMs = Math.max(slowestAnswerMs, now - askedAt)
    if (reply.status === status) return { ms: now - startedAt, slowestAnswerMs }
    assert.ok(now - startedAt < LONGEST_MS, `no ${status} within 20 s, but ${reply.text}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
