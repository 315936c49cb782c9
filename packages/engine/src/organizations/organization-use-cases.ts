import type { Principal } from '../execute/principal.ts'
import { type CreateApplicationOptions, createApplication } from './create-application.ts'
import { homeOf, listOrganizations, type OrganizationsOptions } from './list-organizations.ts'

type Options = CreateApplicationOptions & OrganizationsOptions

/** What the engine can tell and do about organizations and applications. */
export function organizationUseCases(options: Options) {
  return {
    homeOf: (principal: Principal<'application'>) => homeOf(options, principal),
    listOrganizations: (principal: Principal<'application'>) => listOrganizations(options, principal),
    createApplication: (principal: Principal<'application'>, input: { readonly requestId: string }) =>
      createApplication(options, principal, input),
  }
}
