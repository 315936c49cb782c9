import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import type { ErrorCode } from '@sallyport/errors'
import type { CallerReply } from '../caller.ts'
import { idOf } from '../connecting.ts'
import { GITHUB_TOKEN } from '../engine-under-test.ts'
import type { Names } from '../requests/index.ts'
import { templateSubject } from '../template-inputs.ts'
import { push, weatherJson } from '../uploads.ts'
import type { Ground } from './ground.ts'

/** One kind of thing that a request can name: whose it is, and how one comes to be. */
export interface Thing {
  /** What is a workspace's is nothing to the others; what is the organization's is there for all of them. */
  readonly owner: 'organization' | 'workspace'
  readonly make: (ground: Ground, others: Partial<Names>) => Promise<string>
  /** Another one, where `make` gives the same each time. */
  readonly another?: Thing['make']
  /** A name of the same form that nothing has; a UUID where this is left out. */
  readonly absent?: (like: string) => string
  /** What an unknown one is answered with where that is no 404: it is a value in a body or a query, and no place. */
  readonly unknown?: ErrorCode
}

/** A ticket names its organization, and then something random. */
const anotherTicket = (like: string) => like.slice(0, -64) + randomBytes(48).toString('base64url')
const credentials = { token: GITHUB_TOKEN }

/** The ownership of everything that a request can name. A new kind has to be entered here: nothing else compiles. */
export const THINGS: { readonly [Name in keyof Names]: Thing } = {
  organization: { owner: 'organization', make: async ({ organizationId }) => organizationId },
  connector: {
    owner: 'workspace',
    make: async ({ walk }) => (await walk({ name: 'kept' })).get('connector_id') ?? '',
  },
  job: {
    owner: 'workspace',
    async make({ call, bearer, connectGithub }) {
      const ended = await connectGithub(bearer, { validate: false, credentials })
      const path = `/api/v1/integrations/connectors/${ended}`
      return (await made(call('DELETE', path, { bearer }))).job_id
    },
  },
  webhook: {
    owner: 'organization',
    make: async ({ call, operator }) =>
      (
        await made(
          call('POST', '/api/v1/webhooks', { bearer: operator, body: { url: 'https://127.0.0.1:1/hook' } }),
        )
      ).id,
  },
  definition: {
    owner: 'organization',
    async make(ground) {
      const id = randomUUID()
      const json = weatherJson((one) =>
        Object.assign(one, { id, slug: `weather-${id.slice(0, 8)}`, title: `Weather ${id}` }),
      )
      return (await made(push({ ...ground, applicationToken: async () => ground.operator }, json))).id
    },
  },
  workspace: {
    owner: 'workspace',
    make: async ({ workspaceId }) => workspaceId,
    async another({ call, scopedToken }) {
      const bearer = await scopedToken(`another ${randomUUID()}`)
      const path = '/api/v1/account/applications/scoped-token/info'
      return (await made(call('GET', path, { bearer }))).workspace_id
    },
  },
  event: {
    owner: 'organization',
    unknown: 'invalid_cursor',
    make: async ({ call, operator }) =>
      (await made(call('GET', '/api/v1/events', { bearer: operator }))).data.at(-1).id,
  },
  device: {
    owner: 'workspace',
    absent: anotherTicket,
    make: async ({ call, bearer }) =>
      (
        await made(
          call('POST', '/api/v1/integrations/connectors/oauth/device', {
            bearer,
            body: { connector_type: 'github' },
          }),
        )
      ).session_id,
  },
  template: {
    owner: 'organization',
    make: async (ground) => (await templateSubject(ground, ground.operator, 'getTemplate')) ?? '',
  },
  connectionTemplate: {
    owner: 'organization',
    make: async (ground) => (await templateSubject(ground, ground.operator, 'getConnectionTemplate')) ?? '',
  },
  tag: {
    owner: 'organization',
    make: async ({ call, operator }) =>
      (
        await made(
          call('POST', '/api/v1/integrations/templates/tags', {
            bearer: operator,
            body: { name: `kept ${randomUUID()}` },
          }),
        )
      ).name,
  },
  secret: {
    owner: 'workspace',
    absent: anotherTicket,
    unknown: 'credential_mismatch',
    make: async ({ walk }) =>
      (await walk({ server_side_oauth_secret_id: true })).get('server_side_oauth_secret_id') ?? '',
  },
  session: {
    owner: 'workspace',
    make: async ({ call, operator, workspaceId: workspace_id }) =>
      (
        await made(
          call('POST', '/api/v1/internal/mcp_oauth/sessions', {
            bearer: operator,
            body: { workspace_id, source_definition_id: idOf('github') },
          }),
        )
      ).session_id,
  },
  workflow: {
    owner: 'workspace',
    make: async ({ call, operator, workspaceId: workspace_id }) =>
      (
        await made(
          call('POST', '/api/v1/internal/workflows', {
            bearer: operator,
            body: { workspace_id, name: `kept ${randomUUID()}` },
          }),
        )
      ).id,
  },
  automation: {
    owner: 'workspace',
    make: async ({ call, operator, workspaceId: workspace_id }, { workflow }) =>
      (
        await made(
          call('POST', `/api/v1/internal/workflows/${workflow}/automations`, {
            bearer: operator,
            body: { workspace_id, trigger_type: 'manual' },
          }),
        )
      ).id,
  },
  result: {
    owner: 'workspace',
    async make({ execute, bearer }, { connector = '' }) {
      const body = { entity: 'issues', action: 'list', params: { limit: 50 }, max_result_tokens: 256 }
      const { execution_metadata, result } = await made(execute(bearer, connector, body))
      return execution_metadata.result_budget.handle ?? result.handle
    },
  },
}

export const THING_NAMES = Object.keys(THINGS) as (keyof Names)[]

// biome-ignore lint/suspicious/noExplicitAny: a test looks into bodies of every shape
async function made(asking: Promise<CallerReply>): Promise<any> {
  const { status, text, body } = await asking
  assert.ok(status < 300, text)
  return body
}

/** One of everything that a tenant can have. */
export async function makeThings(ground: Ground): Promise<Names> {
  const names: Record<string, string> = {}
  for (const name of THING_NAMES) {
    names[name] = await THINGS[name].make(ground, names as Partial<Names>)
    assert.ok(names[name], name)
  }
  return names as unknown as Names
}

/** Names of what was never there, in the forms of what is. */
export function absentThings(like: Names): Names {
  const absent = THING_NAMES.map((name) => [name, THINGS[name].absent?.(like[name]) ?? randomUUID()])
  return Object.fromEntries(absent)
}
