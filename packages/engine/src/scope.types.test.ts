import { test } from 'node:test'
import type { Principal } from './execute/principal.ts'
import type { Connector, Storage } from './ports.ts'
import type { OrganizationScope, WorkspaceScope } from './scope.ts'

// The compiler checks this file with all others: a line below "@ts-expect-error" that compiles is an error.

const compiled = (_: (parts: Parts) => unknown) => {}

interface Parts {
  readonly storage: Storage
  readonly organization: OrganizationScope
  readonly workspace: WorkspaceScope
  readonly principal: Principal
}

test('storage that is asked without a scope does not compile', () => {
  compiled(({ storage }) => [
    // @ts-expect-error Whose connector?
    storage.connectors.find('id'),
    // @ts-expect-error The id of an organization is no right to it.
    storage.connectors.find('organization', 'id'),
    // @ts-expect-error Nor is an object that has it.
    storage.connectors.find({ organizationId: 'organization' }, 'id'),
    // @ts-expect-error Nothing is listed over all organizations.
    storage.webhooks.list(),
    // @ts-expect-error No application is found by its id alone.
    storage.applications.find('id'),
  ])
})

test("the right to an organization is none to a workspace's things", () => {
  compiled(({ storage, organization, workspace }) => [
    storage.connectors.list(workspace, {}),
    // @ts-expect-error Which workspace?
    storage.connectors.list(organization, {}),
    // @ts-expect-error Naming the workspace beside it is not having been let in.
    storage.connectors.list({ ...organization, workspaceId: 'workspace' }, {}),
    // @ts-expect-error Files are a workspace's.
    storage.files.find(organization, 'id', new Date()),
  ])
})

test('a scope that somebody makes by hand does not compile', () => {
  // @ts-expect-error Only scope.ts makes one.
  const organization: OrganizationScope = { organizationId: 'organization' }
  // @ts-expect-error Only scope.ts makes one.
  const workspace: WorkspaceScope = { organizationId: 'organization', workspaceId: 'workspace' }
  return void [organization, workspace]
})

test('a principal that somebody makes by hand does not compile', () => {
  compiled(({ organization, principal }) => {
    const fields = {
      kind: 'application',
      scope: organization,
      applicationId: 'application',
      workspaceId: undefined,
      capabilities: [],
    } as const
    // @ts-expect-error Only `authenticate` makes one.
    const made: Principal = fields
    // @ts-expect-error A principal of any kind is not one of an application.
    const narrowed: Principal<'application'> = principal
    // @ts-expect-error A connector says whose it is, and is no right to it.
    const row: OrganizationScope = {} as Connector
    return [made, narrowed, row]
  })
})
