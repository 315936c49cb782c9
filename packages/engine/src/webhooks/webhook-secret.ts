import type { SealContext, Vault } from '@sallyport/vault'
import type { Webhook } from './webhook-store.ts'

/** Standard Webhooks, "Symmetric keys": 24 to 64 bytes, in base64 behind this prefix. */
const SECRET_BYTES = 32
const PREFIX = 'whsec_'

type Owner = Pick<Webhook, 'organizationId' | 'id'>

/** Makes a secret; it is shown once. */
export function createWebhookSecret(randomBytes: (size: number) => Uint8Array): string {
  return PREFIX + Buffer.from(randomBytes(SECRET_BYTES)).toString('base64')
}

export async function sealWebhookSecret(
  vault: Vault,
  owner: Owner & { readonly version: number },
  secret: string,
): Promise<Uint8Array> {
  const plaintext = Buffer.from(secret)
  const sealed = await vault.seal(contextOf(owner, owner.version), plaintext)
  plaintext.fill(0)
  return sealed
}

/** The secrets that sign at this time, the present one first. */
export async function openWebhookSecrets(vault: Vault, webhook: Webhook, now: number): Promise<string[]> {
  const { version, sealed, previousSealed, previousUntil } = webhook
  const secrets = [await open(vault, contextOf(webhook, version), sealed)]
  if (previousSealed !== null && previousUntil !== null && previousUntil.getTime() > now) {
    secrets.push(await open(vault, contextOf(webhook, version - 1), previousSealed))
  }
  return secrets
}

async function open(vault: Vault, context: SealContext, sealed: Uint8Array): Promise<string> {
  const plaintext = Buffer.from(await vault.open(context, sealed))
  const secret = plaintext.toString('utf8')
  plaintext.fill(0)
  return secret
}

function contextOf({ organizationId, id }: Owner, version: number): SealContext {
  return { organizationId, subjectId: id, purpose: 'webhook-secret', version }
}
