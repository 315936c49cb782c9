import type { FaultRule } from '@sallyport/emulator'
import type { Act, ErrorCode, SideEffect } from '@sallyport/errors'
import type { Client } from 'sallyport'
import type { Github } from 'sallyport/connectors/github'

type Call = (client: Client<Github>) => Promise<unknown>

/** A call that fails, and everything that a program may rely on in the error. */
export interface ModeFailure {
  readonly title: string
  readonly call: Call
  readonly fault?: FaultRule
  readonly code: ErrorCode
  readonly act: Act
  readonly retryable?: boolean
  readonly sideEffect?: SideEffect
  /** Seconds from now. */
  readonly retryIn?: number
  /** Fields of all problems, in any order. */
  readonly problems?: readonly string[]
  readonly fix: boolean
  /** How often the third party is asked. */
  readonly requests: 0 | 1 | 3
}

const ISSUES = { owner: 'octokit-fixture-org', repo: 'paginate-issues' } as const
const HELLO = { owner: 'octokit-fixture-org', repo: 'hello-world' } as const
/** Larger than an answer may be. */
const TOO_LARGE = 9 * 1024 * 1024
const FOREIGN_CURSOR = btoa('page=2&visibility=private')

const list: Call = (client) => client.issues.list(ISSUES)
const get: Call = (client) => client.issues.get({ ...ISSUES, number: 13 })
const create: Call = (client) => client.issues.create({ ...HELLO, title: 'Once' })

const refusedBeforeSending: readonly ModeFailure[] = [
  {
    title: 'an unknown entity',
    call: (client) => client.execute('isues', 'list', ISSUES),
    ...{ code: 'unknown_entity', act: 'agent', fix: true, requests: 0 },
    problems: ['entity'],
  },
  {
    title: 'an unknown action',
    call: (client) => client.execute('issues', 'lst', ISSUES),
    ...{ code: 'unsupported_action', act: 'agent', fix: true, requests: 0 },
    problems: ['action'],
  },
  {
    title: 'a search of the context store',
    call: (client) => client.execute('issues', 'context_store_search', { query: {} }),
    ...{ code: 'context_store_unavailable', act: 'agent', fix: true, requests: 0 },
    problems: ['action'],
  },
  {
    title: 'parameters that are wrong in five ways',
    call: (client) =>
      client.execute('issues', 'list', { owner: 5, state: 'opened', sort: 'size', sorted: 'by size' }),
    ...{ code: 'invalid_params', act: 'agent', fix: false, requests: 0 },
    problems: ['params', 'params.owner', 'params.repo', 'params.sort', 'params.state'],
  },
  {
    title: 'a page that is larger than the third party gives',
    call: (client) => client.issues.list(ISSUES, { limit: 101 }),
    ...{ code: 'invalid_params', act: 'agent', fix: false, requests: 0 },
    problems: ['params.limit'],
  },
  {
    title: 'a limit on what is no list',
    call: (client) => client.execute('issues', 'get', { ...ISSUES, number: 13 }, { limit: 1 }),
    ...{ code: 'invalid_params', act: 'agent', fix: false, requests: 0 },
    problems: ['params.limit'],
  },
  {
    title: 'fields that are no list of paths',
    call: (client) => client.execute('issues', 'list', ISSUES, { fields: 'title' as never }),
    ...{ code: 'invalid_params', act: 'agent', fix: false, requests: 0 },
    problems: ['fields'],
  },
  {
    title: 'a cursor of another list',
    call: (client) => client.issues.list(ISSUES, { cursor: FOREIGN_CURSOR }),
    ...{ code: 'invalid_cursor', act: 'agent', fix: true, requests: 0 },
  },
  {
    title: 'a value that would climb out of its place in the path',
    call: (client) => client.issues.list({ owner: '..', repo: 'paginate-issues' }),
    ...{ code: 'invalid_params', act: 'agent', fix: false, requests: 0 },
    problems: ['params.owner'],
  },
]

const refusedByTheThirdParty: readonly ModeFailure[] = [
  {
    title: 'a record that is not there',
    call: (client) => client.issues.get({ ...ISSUES, number: 999 }),
    ...{ code: 'upstream_not_found', act: 'agent', fix: true, requests: 1 },
  },
  {
    title: '401',
    ...{ call: list, fault: { kind: 'unauthorized' } },
    ...{ code: 'credential_invalid', act: 'user', fix: true, requests: 1 },
  },
  {
    title: '401 on a write',
    ...{ call: create, fault: { kind: 'unauthorized' } },
    ...{ code: 'credential_invalid', act: 'user', fix: true, requests: 1 },
  },
  {
    title: '403 that means not allowed',
    ...{ call: list, fault: { kind: 'forbidden' } },
    ...{ code: 'upstream_forbidden', act: 'user', fix: true, requests: 1 },
  },
  {
    title: '403 that means an allowance is spent',
    ...{ call: list, fault: { kind: 'rate-limited', resetAfter: 600 } },
    ...{ code: 'upstream_rate_limited', act: 'wait', retryable: true, retryIn: 600, fix: false, requests: 1 },
  },
  {
    title: '403 that means slow down',
    ...{ call: list, fault: { kind: 'secondary-rate-limited', retryAfter: 90 } },
    ...{ code: 'upstream_rate_limited', act: 'wait', retryable: true, retryIn: 90, fix: false, requests: 1 },
  },
  {
    title: '429 on a write',
    ...{ call: create, fault: { kind: 'too-many-requests', retryAfter: 40 } },
    ...{ code: 'upstream_rate_limited', act: 'wait', retryable: true, retryIn: 40, fix: false, requests: 1 },
  },
  {
    title: '409 on a write',
    ...{ call: create, fault: { kind: 'conflict' } },
    ...{ code: 'upstream_conflict', act: 'agent', fix: false, requests: 1 },
  },
  {
    title: '422 on a write',
    ...{ call: create, fault: { kind: 'invalid' } },
    ...{ code: 'upstream_invalid', act: 'agent', fix: true, requests: 1 },
  },
  {
    title: 'a refusal that repeats the credential',
    ...{ call: list, fault: { kind: 'echo-authorization' } },
    ...{ code: 'upstream_invalid', act: 'agent', fix: true, requests: 1 },
  },
  {
    title: 'a redirect to somebody else',
    ...{ call: list, fault: { kind: 'redirect', to: 'https://elsewhere.example' } },
    ...{ code: 'destination_refused', act: 'operator', fix: false, requests: 1 },
  },
]

const failingOnItsSide: readonly ModeFailure[] = [
  {
    title: '500 on a read',
    ...{ call: list, fault: { kind: 'server-error' } },
    ...{ code: 'upstream_unavailable', act: 'wait', retryable: true, fix: false, requests: 3 },
  },
  {
    title: '500 on a write',
    ...{ call: create, fault: { kind: 'server-error' } },
    ...{ code: 'outcome_unknown', act: 'user', sideEffect: 'unknown', fix: true, requests: 1 },
  },
  {
    title: '502 on a write that was carried out',
    ...{ call: create, fault: { kind: 'bad-gateway', committed: true } },
    ...{ code: 'outcome_unknown', act: 'user', sideEffect: 'unknown', fix: true, requests: 1 },
  },
  {
    title: 'a connection that is reset on a read',
    ...{ call: list, fault: { kind: 'reset' } },
    ...{ code: 'upstream_unavailable', act: 'wait', retryable: true, fix: false, requests: 3 },
  },
  {
    title: 'a connection that breaks off on a write',
    ...{ call: create, fault: { kind: 'reset', at: 'body' } },
    ...{ code: 'outcome_unknown', act: 'user', sideEffect: 'unknown', fix: true, requests: 1 },
  },
  {
    title: 'JSON that is none on a read',
    ...{ call: list, fault: { kind: 'nonsense' } },
    ...{ code: 'upstream_malformed', act: 'operator', retryable: true, fix: false, requests: 3 },
  },
  {
    title: 'a page for people on a read',
    ...{ call: list, fault: { kind: 'nonsense', as: 'html' } },
    ...{ code: 'upstream_malformed', act: 'operator', retryable: true, fix: false, requests: 3 },
  },
  {
    title: 'nonsense on a write that was carried out',
    ...{ call: create, fault: { kind: 'nonsense', committed: true } },
    ...{ code: 'outcome_unknown', act: 'user', sideEffect: 'done', fix: true, requests: 1 },
  },
  {
    title: 'an answer over its bound',
    ...{ call: list, fault: { kind: 'large', bytes: TOO_LARGE } },
    ...{ code: 'upstream_too_large', act: 'agent', fix: false, requests: 1 },
  },
  {
    title: 'an answer of 100,000 levels',
    ...{ call: list, fault: { kind: 'deep', levels: 100_000 } },
    ...{ code: 'upstream_malformed', act: 'operator', retryable: true, fix: false, requests: 3 },
  },
  {
    title: 'a list where one record is stated',
    ...{ call: get, fault: { kind: 'large', bytes: 100 } },
    ...{ code: 'projection_failed', act: 'operator', fix: true, requests: 1 },
  },
  {
    title: 'a next page that is the page itself',
    call: (client) => client.issues.list(ISSUES, { limit: 3 }),
    fault: { kind: 'repeating-cursor' },
    ...{ code: 'upstream_malformed', act: 'operator', retryable: true, fix: false, requests: 3 },
  },
]

/** Every way for a call to fail that both modes share. */
export const modeFailures: readonly ModeFailure[] = [
  ...refusedBeforeSending,
  ...refusedByTheThirdParty,
  ...failingOnItsSide,
]
