import { createHash } from 'node:crypto'
import type { ApplicationBreaker } from '@sallyport/runtime'
import type { OrganizationScope } from '../scope.ts'
import type { ApplicationBreakers } from './application-breakers.ts'

/** The breakers of one organization. What names an application may be long, and holds a client id: it is kept as a hash. */
export function applicationBreakerOf(
  breakers: ApplicationBreakers,
  scope: OrganizationScope,
): ApplicationBreaker {
  const nameOf = (application: string) => createHash('sha256').update(application).digest('hex')
  return {
    read: (application) => breakers.read(scope, nameOf(application)),
    open: (application, cause, ms) => breakers.open(scope, nameOf(application), { cause, ms }),
    close: (application) => breakers.close(scope, nameOf(application)),
  }
}
