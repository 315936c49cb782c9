import { createPrivateKey, randomUUID, sign } from 'node:crypto'
import { queryAs } from '@sallyport/postgres'
import { systemEdge } from '../../edge.ts'
import { openKeys } from '../../open-keys.ts'
import type { EngineUnderTest } from '../engine-under-test.ts'

type Members = Readonly<Record<string, unknown>>

/** Signs whatever it is told with the real key of an organization: what only a mistake of ours, or a theft, could. */
export type TokenPress = (like: string, header: Members, claims: Members) => string

/** Opens the key as the commands on the host do. `like` of the press is a token whose other members are kept. */
export async function openTokenPress(
  { config, engine }: Pick<EngineUnderTest, 'config' | 'engine'>,
  organizationId: string,
): Promise<TokenPress> {
  const { work, close } = await openKeys(config, systemEdge)
  const [row] = await queryAs<{ id: string; sealed: Uint8Array }>(
    engine.database,
    'SELECT id, sealed FROM sallyport.signing_keys WHERE organization_id = $1',
    [organizationId],
  )
  if (row === undefined) throw new TypeError('an organization has a key that signs')
  const context = { organizationId, subjectId: row.id, purpose: 'signing-key', version: 1 } as const
  const pem = Buffer.from(await work.vault.open(context, row.sealed)).toString()
  await close()
  const key = createPrivateKey(pem)
  return (like, header, claims) => {
    const [head, body] = like.split('.').map(membersOf)
    const text = [
      { ...head, ...header },
      { ...body, jti: randomUUID(), ...claims },
    ]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.')
    return `${text}.${sign(null, Buffer.from(text), key).toString('base64url')}`
  }
}

function membersOf(part: string): Record<string, unknown> {
  return part.length > 200 || part.startsWith('ey')
    ? JSON.parse(Buffer.from(part, 'base64url').toString())
    : {}
}
