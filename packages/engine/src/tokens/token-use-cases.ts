import type { Principal } from '../execute/principal.ts'
import { createApplicationToken, type Login } from './application-token.ts'
import {
  createScopedToken,
  createTokenOfExisting,
  describeScopedToken,
  type NewScopedToken,
} from './scoped-token.ts'
import { createWidgetToken, type NewWidgetToken } from './widget-token.ts'
import { isWidgetAddress, type WidgetAddress } from './widget-url.ts'

type Options = Parameters<typeof createApplicationToken>[0] &
  Parameters<typeof createScopedToken>[0] &
  Parameters<typeof describeScopedToken>[0]

/** What the engine can do about tokens. */
export function tokenUseCases(options: Options) {
  return {
    createApplicationToken: (login: Login) => createApplicationToken(options, login),
    createScopedToken: (principal: Principal, input: NewScopedToken) =>
      createScopedToken(options, principal, input),
    createTokenOfExisting: (principal: Principal, input: Omit<NewScopedToken, 'requestId'>) =>
      createTokenOfExisting(options, principal, input),
    createWidgetToken: (principal: Principal<'application'>, input: NewWidgetToken) =>
      createWidgetToken(options, principal, input),
    /** Whether a page may be shown under this address, by pages of its origin. */
    isWidgetAddress: (address: WidgetAddress, mac: string) =>
      isWidgetAddress(options.keys, { address, mac, now: options.now() }),
    describeScopedToken: (principal: Principal<'scoped' | 'widget'>) =>
      describeScopedToken(options, principal),
  }
}
