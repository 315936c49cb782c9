import type { Behaviour } from './behaviour/behaviour.ts'
import type { EmulateOptions } from './emulate-options.ts'
import type { AuthorizationServer } from './oauth/authorization-server.ts'
import type { AuthorizationSettings } from './oauth/settings.ts'

interface ServerOptions extends Pick<EmulateOptions, 'oauth' | 'seed'> {
  /** The emulator's own origin. */
  readonly origin: string
  readonly now: () => number
}

/** The vendor's authorization server, where the options have clients for it. Rejects where they do not fit. */
export async function authorizationServerOf(
  behaviour: Behaviour,
  { oauth, origin, now, seed }: ServerOptions,
): Promise<AuthorizationServer | undefined> {
  const settings = behaviour.oauth as AuthorizationSettings | undefined
  if (!oauth) return undefined
  // Loaded late: most emulators have none, and it takes its time.
  const { createAuthorizationServer } = await import('./oauth/authorization-server.ts')
  return createAuthorizationServer({
    settings: { ...settings, ...oauth.settings },
    clients: oauth.clients,
    issuer: origin,
    now,
    ...(seed !== undefined && { seed }),
    ...(oauth.users && { users: oauth.users }),
  })
}
