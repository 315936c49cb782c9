import type { Principal } from '../execute/principal.ts'
import { createApplicationToken, type Login } from './application-token.ts'
import { createScopedToken, describeScopedToken, type NewScopedToken } from './scoped-token.ts'

type Options = Parameters<typeof createApplicationToken>[0] &
  Parameters<typeof createScopedToken>[0] &
  Parameters<typeof describeScopedToken>[0]

/** What the engine can do about tokens. */
export function tokenUseCases(options: Options) {
  return {
    createApplicationToken: (login: Login) => createApplicationToken(options, login),
    createScopedToken: (principal: Principal, input: NewScopedToken) =>
      createScopedToken(options, principal, input),
    describeScopedToken: (principal: Principal<'scoped' | 'widget'>) =>
      describeScopedToken(options, principal),
  }
}
