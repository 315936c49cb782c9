import type { OpenBreaker } from '@sallyport/runtime'
import type { OrganizationScope } from '../scope.ts'

/** Port: which OAuth applications of an organization are not to be tried for now. Names of applications are texts of 1 to 255 characters. */
export interface ApplicationBreakers {
  read(scope: OrganizationScope, application: string): Promise<OpenBreaker | undefined>
  /** For so many milliseconds from now; one that is open for longer stays so. */
  open(
    scope: OrganizationScope,
    application: string,
    breaker: { readonly cause: string; readonly ms: number },
  ): Promise<void>
  close(scope: OrganizationScope, application: string): Promise<void>
}
