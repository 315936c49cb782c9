import { createHash } from 'node:crypto'
import type { ApplicationBreaker } from '@sallyport/runtime'
import { scopeOfOrganization } from '../scope.ts'
import type { ApplicationBreakers } from './application-breakers.ts'

/** How an application of an organization is named to the breaker. */
export function applicationName(organizationId: string, application: string): string {
  return `${organizationId} ${application}`
}

/**
 * The breakers of all organizations, for the one refresher of an engine. What names an application may be long, and
 * holds a client id: it is kept as a hash, in the rows of its organization.
 */
export function applicationBreaker(breakers: ApplicationBreakers): ApplicationBreaker {
  const rowOf = (name: string) => {
    const space = name.indexOf(' ')
    const hash = createHash('sha256')
      .update(name.slice(space + 1))
      .digest('hex')
    return [scopeOfOrganization(name.slice(0, space)), hash] as const
  }
  return {
    read: (name) => breakers.read(...rowOf(name)),
    open: (name, cause, ms) => breakers.open(...rowOf(name), { cause, ms }),
    close: (name) => breakers.close(...rowOf(name)),
  }
}
