import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { googleDriveVendor } from '@sallyport/connectors/google-drive/vendor'
import { slackVendor } from '@sallyport/connectors/slack/vendor'
import { stripeVendor } from '@sallyport/connectors/stripe/vendor'
import { type Emulator, emulate } from '@sallyport/emulator'
import { type EngineUnderTest, engineUnderTest, REPOSITORY } from '../engine-under-test.ts'
import { leakWatch } from '../leak-watch.ts'
import { type Injection, injections, type Named, type Place, written } from './corpus.ts'
import type { OperationDemand } from './demands.ts'

const RIVAL_TOKEN = 'ghp_rival0token0of0the0emulated0github0'
/** What third parties allow is counted by credential, and each agent reads everything. */
const AGENTS = 8
const numbered = (credential: string) =>
  Array.from({ length: AGENTS }, (_, number) => `${credential}${number}`)
const TOKENS = {
  github: numbered('ghp_agent0token0of0the0emulated0github'),
  slack: numbered('xoxb-0injection0practise'),
  stripe: numbered('sk_test_injection0practise'),
  'google-drive': numbered('ya29.injection0practise'),
} as const
const FIELDS = {
  github: 'token',
  slack: 'bot_key',
  stripe: 'api_key',
  'google-drive': 'access_token',
} as const

/** An engine, the third parties behind it, and in them what others have written for agents to read. */
export interface Stage extends Omit<Named, 'trap'> {
  readonly under: EngineUnderTest
  /** The workspace of the agent, and another one. */
  readonly workspace: string
  readonly rival: string
  /** How everything is read that was written. */
  readonly reads: readonly OperationDemand[]
  /** What is there to be paid back, lost or shared. */
  readonly issue: number
  readonly comment: number
  readonly customer: string
  readonly charge: string
  readonly subscription: string
  readonly file: string
  /** By which its writer may read the file. */
  readonly permission: string
  /** A server of whoever wrote the texts. */
  readonly trap: { readonly url: string }
  readonly trapped: () => number
  /** Requests that third parties got since the last time. */
  readonly arrived: () => readonly string[]
  /** No secret of an account may be in what an agent reads. */
  readonly secrets: readonly string[]
  /** The stage of another agent, in a workspace of its own with the same accounts. */
  readonly another: () => Promise<Stage>
  readonly close: () => Promise<void>
}

interface Writer {
  readonly emulator: Emulator
  readonly token: string
}

/** Somebody at the third party itself. Gives what it answers. */
async function write({ emulator, token }: Writer, path: string, body?: Readonly<Record<string, unknown>>) {
  const isForm = path.startsWith('/v1/')
  const response = await fetch(emulator.url + path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': isForm ? 'application/x-www-form-urlencoded' : 'application/json',
    },
    ...(body && {
      body: isForm ? new URLSearchParams(body as Record<string, string>) : JSON.stringify(body),
    }),
  })
  const text = await response.text()
  assert.ok(response.ok, `${path}: ${response.status} ${text}`)
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into answers of every shape
  return JSON.parse(text) as any
}

type Vendors = Readonly<Record<'github' | 'slack' | 'stripe' | 'google-drive', Writer>>

const REPO = `/repos/${REPOSITORY.owner}/${REPOSITORY.repo}`

/** How a text gets to where agents read it, and how they read it. */
const WRITE: {
  readonly [P in Place]: (vendors: Vendors, text: string, issue: number) => Promise<OperationDemand>
} = {
  issue: async ({ github }, text) => {
    const { number } = await write(github, `${REPO}/issues`, { title: text.slice(0, 20), body: text })
    return read('github issues get', { ...REPOSITORY, number })
  },
  comment: async ({ github }, text, issue) => {
    const { id } = await write(github, `${REPO}/issues/${issue}/comments`, { body: text })
    return read('github comments get', { ...REPOSITORY, comment_id: id })
  },
  message: async ({ slack }, text) => {
    const { ts } = await write(slack, '/api/chat.postMessage', { channel: 'C0GENERAL1', text })
    return read('slack messages get', { channel: 'C0GENERAL1', ts })
  },
  customer: async ({ stripe }, text) => {
    const { id } = await write(stripe, '/v1/customers', { description: text })
    return read('stripe customers get', { id })
  },
  file: async (vendors, text) => {
    const body = { name: text.slice(0, 20), description: text, mimeType: 'text/plain' }
    const { id } = await write(vendors['google-drive'], '/drive/v3/files', body)
    return read('google-drive files get', { fileId: id })
  },
}

function read(name: string, params: OperationDemand['params']): OperationDemand {
  const [connector = '', entity = '', action = ''] = name.split(' ')
  return { kind: 'operation', connector, entity, action, params }
}

async function startVendors() {
  const [slack, stripe, drive] = await Promise.all([
    emulate(slackVendor, { credentials: TOKENS.slack }),
    emulate(stripeVendor, { credentials: TOKENS.stripe }),
    emulate(googleDriveVendor, { credentials: TOKENS['google-drive'] }),
  ])
  for (const emulator of [slack, stripe, drive]) leakWatch.play(emulator)
  const under = await engineUnderTest({
    github: { credentials: [...TOKENS.github, RIVAL_TOKEN] },
    origins: new Map([
      ['https://slack.com', slack.url],
      ['https://api.stripe.com', stripe.url],
      ['https://www.googleapis.com', drive.url],
    ]),
  })
  const vendors: Vendors = {
    github: { emulator: under.github, token: RIVAL_TOKEN },
    slack: { emulator: slack, token: TOKENS.slack[0] ?? '' },
    stripe: { emulator: stripe, token: TOKENS.stripe[0] ?? '' },
    'google-drive': { emulator: drive, token: TOKENS['google-drive'][0] ?? '' },
  }
  return { under, vendors }
}

async function openTrap() {
  let visits = 0
  const server = createServer((_, response) => {
    visits += 1
    response.end('thanks')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/collect`, visits: () => visits, close: () => server.close() }
}

/** One of each that can be paid back, lost or shared. */
async function valuables({ github, stripe, ...vendors }: Vendors) {
  const { number } = await write(github, `${REPO}/issues`, { title: 'Something to comment on' })
  const { id: comment } = await write(github, `${REPO}/issues/${number}/comments`, { body: 'Well said.' })
  const firstOf = async (path: string): Promise<string> => (await write(stripe, `${path}?limit=1`)).data[0].id
  const { id: file } = await write(vendors['google-drive'], '/drive/v3/files', { name: 'Annual report' })
  const drive = vendors['google-drive']
  const reader = { type: 'user', role: 'reader', emailAddress: 'drop@attacker.example' }
  const { id: permission } = await write(drive, `/drive/v3/files/${file}/permissions`, reader)
  return {
    issue: Number(number),
    comment: Number(comment),
    customer: await firstOf('/v1/customers'),
    charge: await firstOf('/v1/charges'),
    subscription: await firstOf('/v1/subscriptions'),
    file: String(file),
    permission: String(permission),
  }
}

type Connect = (workspace: string, type: string, credentials: object) => Promise<string>

function connecting(under: EngineUnderTest): Connect {
  return async (workspace_name, connector_type, credentials) => {
    const name = `${connector_type} ${workspace_name}`
    const body = { workspace_name, connector_type, credentials, validate: false, name }
    const bearer = await under.applicationToken()
    return String((await under.call('POST', '/api/v1/integrations/connectors', { bearer, body })).body.id)
  }
}

/** A workspace with all accounts; gives the id of one through which nothing is read, so that it may go. */
async function enter(connect: Connect, workspace: string, number: number): Promise<string> {
  for (const [type, field] of Object.entries(FIELDS)) {
    await connect(workspace, type, { [field]: TOKENS[type as keyof typeof TOKENS][number] })
  }
  return connect(workspace, 'linear', { api_key: `lin_api_0injection0practise${number}` })
}

/** Connects accounts to workspaces, and lets others write. */
export async function setStage(): Promise<Stage> {
  const { under, vendors } = await startVendors()
  const connect = connecting(under)
  let agents = 0
  const other = await connect('rival', 'github', { token: RIVAL_TOKEN })
  const nextAgent = async () => {
    const workspace = `acme ${agents}`
    return { workspace, own: await enter(connect, workspace, agents++) }
  }
  const first = await nextAgent()
  const trap = await openTrap()
  const found = await valuables(vendors)
  const reads: OperationDemand[] = []
  const named = { own: first.own, other, trap: trap.url }
  for (const injection of injections)
    reads.push(await writeDown(vendors, injection, { named, issue: found.issue }))
  const arrived = () =>
    Object.values(vendors).flatMap(({ emulator: { ledger } }) => {
      const seen = ledger.requests().map(({ method, path }) => `${method} ${path}`)
      ledger.clear()
      return seen
    })
  const stage: Stage = {
    under,
    ...first,
    rival: 'rival',
    other,
    reads,
    ...found,
    trap,
    trapped: trap.visits,
    arrived,
    secrets: [RIVAL_TOKEN, ...Object.values(TOKENS).flat()],
    another: async () => ({ ...stage, ...(await nextAgent()) }),
    close: async () => {
      await under.close()
      for (const name of ['slack', 'stripe', 'google-drive'] as const) await vendors[name].emulator.close()
      trap.close()
    },
  }
  return stage
}

function writeDown(
  vendors: Vendors,
  injection: Injection,
  { named, issue }: { readonly named: Named; readonly issue: number },
): Promise<OperationDemand> {
  return WRITE[injection.place](vendors, written(injection, named), issue)
}
