import { randomUUID } from 'node:crypto'
import { CAPABILITIES, type Capability, EXECUTE, type TokenKind } from '@sallyport/contract'
import { queryAs } from '@sallyport/postgres'
import type { Connecting } from '../connecting.ts'
import type { Ground, Tenant } from './ground.ts'
import { openTokenPress, type TokenPress } from './token-press.ts'

/** What a caller shows, and what it is good for by the rules. */
export interface Bearer {
  readonly name: string
  /** Nothing is shown where it is left out. */
  readonly token: string | undefined
  /** Absent where it is good for nothing. */
  readonly may?: Authority
}

export interface Authority {
  readonly kind: TokenKind
  readonly organizationId: string
  /** The one workspace it is bound to. */
  readonly ground?: Ground
  readonly capabilities: readonly Capability[]
}

/** Two workspaces of one organization, and one of another. */
export interface Tenants {
  readonly ours: Tenant
  readonly own: Ground
  readonly neighbour: Ground
  readonly rival: Ground
}

const DAY = 24 * 60 * 60

/** Every kind of bearer. */
export async function bearersOf(house: Connecting, tenants: Tenants): Promise<readonly Bearer[]> {
  const press = await openTokenPress(house, tenants.own.organizationId)
  const rivalPress = await openTokenPress(house, tenants.rival.organizationId)
  return [
    ...worthless(tenants, press, rivalPress),
    ...(await revoked(house, tenants, press)),
    ...(await living(tenants)),
  ]
}

function worthless({ own, rival }: Tenants, press: TokenPress, rivalPress: TokenPress): Bearer[] {
  const { operator, bearer } = own
  const past = Math.floor(Date.now() / 1000) - DAY
  const expired = { iat: past - 60, exp: past }
  const unsigned = (token: string) =>
    [
      Buffer.from(JSON.stringify({ alg: 'none', typ: 'sallyport-application+jwt', kid: 'x' })).toString(
        'base64url',
      ),
      token.split('.')[1],
      '',
    ].join('.')
  const rows: readonly (readonly [name: string, token: string | undefined])[] = [
    ['nothing', undefined],
    ['garbage', 'not-a-token'],
    ['an expired application token', press(operator, {}, expired)],
    ['an expired scoped token', press(bearer, {}, expired)],
    ['an id token of ours', press(operator, { typ: 'JWT' }, { aud: 'sallyport-cli', nonce: 'n' })],
    ['a token of a type that there is not', press(operator, { typ: 'sallyport-session+jwt' }, {})],
    [
      'a scoped token that says it is an application token',
      press(bearer, { typ: 'sallyport-application+jwt' }, {}),
    ],
    ['an application token for another audience', press(operator, {}, { aud: 'sallyport:scoped' })],
    ['a token that nobody signed', unsigned(operator)],
    ['a token signed by another organization', rivalPress(operator, { kid: keyOf(rival.operator) }, {})],
  ]
  return rows.map(([name, token]) => ({ name, token }))
}

/** The key that signed a token. */
function keyOf(token: string): unknown {
  return JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()).kid
}

/** Tokens that were good until somebody revoked their application. */
async function revoked(house: Connecting, { own }: Tenants, press: TokenPress): Promise<Bearer[]> {
  const id = randomUUID()
  await queryAs(
    house.engine.database,
    `INSERT INTO sallyport.applications (organization_id, id, name, secret_hash, created_at, revoked_at)
      VALUES ($1, $2, 'revoked', $3, now(), now())`,
    [own.organizationId, id, Buffer.alloc(32)],
  )
  return [
    { name: 'a token of a revoked application', token: press(own.operator, {}, { sub: id }) },
    { name: 'a scoped token of a revoked application', token: press(own.bearer, {}, { act: { sub: id } }) },
  ]
}

async function living({ own, neighbour, rival }: Tenants): Promise<Bearer[]> {
  const { body } = await own.call('POST', '/api/v1/account/applications/scoped-token', {
    bearer: own.operator,
    body: { workspace_name: own.workspace, capabilities: ['execute'] },
  })
  const made = await own.call('POST', '/api/v1/account/applications/widget-token', {
    bearer: own.operator,
    body: { workspace_name: own.workspace, allowed_origin: 'https://app.example' },
  })
  const widget: unknown = JSON.parse(Buffer.from(made.body.token, 'base64').toString()).token
  return [
    { name: 'the application', token: own.operator, may: application(own) },
    { name: 'a scoped token', token: own.bearer, may: bound(own) },
    { name: 'a scoped token of another workspace', token: neighbour.bearer, may: bound(neighbour) },
    {
      name: 'a token to execute alone',
      token: String(body.token),
      may: { ...bound(own), capabilities: EXECUTE },
    },
    {
      name: 'a widget token',
      token: String(widget),
      may: { ...bound(own), kind: 'widget', capabilities: ['connect', 'read'] },
    },
    { name: 'the application of another organization', token: rival.operator, may: application(rival) },
    { name: 'a scoped token of another organization', token: rival.bearer, may: bound(rival) },
  ]
}

function application({ organizationId }: Ground): Authority {
  return { kind: 'application', organizationId, capabilities: CAPABILITIES }
}

function bound(ground: Ground): Authority {
  return { ...application(ground), kind: 'scoped', ground }
}
