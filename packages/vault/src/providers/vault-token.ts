import { readFile } from 'node:fs/promises'
import type { SallyportError, Secret } from '@sallyport/errors'
import { vaultUnavailable } from '../vault-unavailable.ts'
import { ask, at } from './kms-exchange.ts'
import { type VaultTransitOptions, vaultHeaders } from './vault-transit.ts'

const RETRY_MS = 30_000
const ATTEMPT_MS = 5000
const LONGEST_WAIT_MS = 12 * 3_600_000

/**
 * Reads a token that somebody else keeps fresh, such as the sink of Vault Agent, each time it is asked.
 * Rejects with a final `vault_unavailable` where there is none.
 */
export function tokenFromFile(path: string): () => Promise<string> {
  return async () => {
    const text = await readFile(path, 'utf8').catch((cause: unknown) => {
      throw noToken(cause)
    })
    const token = text.trim()
    if (/^[\x21-\x7e]{1,4096}$/.test(token)) return token
    throw noToken(new Error(`${path} holds no token`))
  }
}

function noToken(cause: unknown): SallyportError {
  const fix = 'Let the agent that logs in to Vault write its token where the engine may read it.'
  return vaultUnavailable('root_key_denied', cause, fix)
}

export interface TokenRenewalOptions extends Pick<VaultTransitOptions, 'origin' | 'namespace' | 'fetch'> {
  readonly token: Secret
  /** Carries something out after so many milliseconds; must not keep the process alive. */
  readonly later: (ms: number, task: () => void) => void
}

/**
 * Renews a token for as long as Vault allows, each time at half of its life: by itself, since an engine
 * whose organizations are all in memory asks Vault for nothing else. Stops for a token that does not
 * renew, such as one without an end.
 */
export function renewToken({ origin, namespace, fetch, token, later }: TokenRenewalOptions): void {
  const renew = async () => {
    const headers = await vaultHeaders({
      token: async () => token.reveal(),
      ...(namespace !== undefined && { namespace }),
    })
    const signal = AbortSignal.timeout(ATTEMPT_MS)
    const request = { method: 'POST', headers, body: '{}', signal } as const
    const answer = await ask(fetch, `${origin}/v1/auth/token/renew-self`, request)
    const [seconds, renewable] = [
      at(answer.body, 'auth', 'lease_duration'),
      at(answer.body, 'auth', 'renewable'),
    ]
    const isOver = answer.status !== 200 || renewable !== true || typeof seconds !== 'number' || seconds <= 0
    return isOver ? undefined : Math.min(seconds * 500, LONGEST_WAIT_MS)
  }
  const round = () => {
    void renew()
      .catch(() => RETRY_MS)
      .then((ms) => {
        if (ms !== undefined) later(ms, round)
      })
  }
  round()
}
