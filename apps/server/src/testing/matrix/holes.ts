import type { OperationId, TokenKind } from '@sallyport/contract'
import { type Engine, type Principal, type Storage, scopeOfOrganization } from '@sallyport/engine'
import { SallyportError } from '@sallyport/errors'
import type { Planted } from '../../planted.ts'
import type { World } from './matrix.ts'

/** A mistake that somebody could make, and that the matrix has to find. */
export interface Hole {
  readonly name: string
  /** Where it is found. All the others are asked as well where nothing is planted: see access-matrix.test.ts. */
  readonly operation: OperationId
  readonly plant: (world: World) => Planted
}

type Changed<T> = { readonly [K in keyof T]?: T[K] }

const withEngine = (change: (engine: Engine) => Changed<Engine>): Planted => ({
  engine: (engine) => ({ ...engine, ...change(engine) }),
})
const withStorage = (change: (storage: Storage) => Changed<Storage>): Planted => ({
  storage: (storage) => ({ ...storage, ...change(storage) }),
})

/** A principal as a handler has it that forgot the workspace. */
function ofAnyWorkspace(principal: Principal): Principal {
  return { ...principal, workspaceId: undefined }
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Mistakes in how somebody is let in. */
const atTheDoor: readonly Hole[] = [
  {
    name: 'a route that is open to everybody',
    operation: 'createWebhook',
    plant: ({ tenants }) =>
      withEngine(({ authenticate }) => ({
        authenticate: ({ authorization = `Bearer ${tenants.own.operator}`, ...shown }, rule) =>
          authenticate({ authorization, ...shown }, rule),
      })),
  },
  {
    name: 'a route that takes every kind of token',
    operation: 'createWebhook',
    plant: () =>
      withEngine(({ authenticate }) => ({
        authenticate: (shown, rule) =>
          authenticate(shown, { ...rule, kinds: EVERY_KIND as readonly TokenKind[] as typeof rule.kinds }),
      })),
  },
  {
    name: 'a capability that is not looked at',
    operation: 'createConnector',
    plant: () =>
      withEngine(({ authenticate }) => ({
        authenticate: (shown, rule) => authenticate(shown, { ...rule, capability: 'none' }),
      })),
  },
  {
    name: 'an organization that is taken from a header as it comes',
    operation: 'createWebhook',
    plant: () =>
      withEngine(({ authenticate }) => ({
        async authenticate(shown, rule) {
          const principal = await authenticate({ ...shown, organizationId: undefined }, rule)
          const { organizationId = principal.scope.organizationId } = shown
          return { ...principal, scope: scopeOfOrganization(organizationId) }
        },
      })),
  },
  {
    name: 'an application whose revocation is not looked at',
    operation: 'createWebhook',
    plant: () =>
      withStorage(({ applications }) => ({
        applications: {
          ...applications,
          async find(scope, id) {
            const found = await applications.find(scope, id)
            return found && { ...found, revokedAt: null }
          },
        },
      })),
  },
  {
    name: 'keys that are taken from whichever organization has them',
    operation: 'createWebhook',
    plant: ({ tenants }) =>
      withStorage(({ signingKeys }) => ({
        signingKeys: {
          ...signingKeys,
          async list(scope) {
            const theirs = await signingKeys.list(scopeOfOrganization(tenants.rival.organizationId))
            return [...(await signingKeys.list(scope)), ...theirs]
          },
        },
      })),
  },
]

const EVERY_KIND = ['application', 'scoped', 'widget'] as const

/** Mistakes in whose things are looked for. */
const pastTheDoor: readonly Hole[] = [
  {
    name: 'a handler that ignores the workspace',
    operation: 'getConnector',
    plant: () =>
      withEngine(({ getConnector }) => ({
        getConnector: (principal, id) => getConnector(ofAnyWorkspace(principal), id),
      })),
  },
  {
    name: 'a removal that ignores the workspace',
    operation: 'deleteConnector',
    plant: () =>
      withEngine(({ deleteConnector }) => ({
        deleteConnector: (principal, asked) => deleteConnector(ofAnyWorkspace(principal), asked),
      })),
  },
  {
    name: 'an execute that ignores the workspace',
    operation: 'executeConnector',
    plant: () =>
      withEngine(({ execute }) => ({
        execute: (principal, asked) => execute(ofAnyWorkspace(principal), asked),
      })),
  },
  {
    name: 'a list that ignores the workspace',
    operation: 'listConnectors',
    plant: () =>
      withEngine(({ listConnectors }) => ({
        listConnectors: (principal, asked) => listConnectors(ofAnyWorkspace(principal), asked),
      })),
  },
  {
    name: 'stores that are asked in the scope of another organization',
    operation: 'createConnector',
    plant: ({ tenants }) =>
      withStorage(({ connectors, workspaces }) => {
        const ours = scopeOfOrganization(tenants.own.organizationId)
        return {
          connectors: {
            ...connectors,
            find: async (scope, id) => (await connectors.find(scope, id)) ?? connectors.find(ours, id),
          },
          workspaces: {
            ...workspaces,
            find: async (scope, id) => (await workspaces.find(scope, id)) ?? workspaces.find(ours, id),
          },
        }
      }),
  },
  {
    name: 'a job that is looked for in every workspace',
    operation: 'getJob',
    plant: () =>
      withEngine(({ findRevocationJob }) => ({
        findRevocationJob: (principal, id) => findRevocationJob(ofAnyWorkspace(principal), id),
      })),
  },
]

/** Mistakes that tell a stranger what is there. */
const telling: readonly Hole[] = [
  {
    name: 'an error that says that it is there',
    operation: 'getConnector',
    plant: ({ estates }) =>
      withEngine(({ getConnector }) => ({
        getConnector: (principal, id) =>
          getConnector(principal, id).catch((error: unknown) => {
            const isThere = estates.slice(0, -1).some(({ names }) => names.connector === id)
            if (!isThere || !SallyportError.isInstance(error)) throw error
            throw new SallyportError('connector_not_found', 'The connector is in another workspace.')
          }),
      })),
  },
  {
    name: 'a thing of others that is forbidden in place of missing',
    operation: 'getWebhook',
    plant: ({ estates }) =>
      withEngine(({ getWebhook }) => ({
        getWebhook: (principal, id) =>
          getWebhook(principal, id).catch((error: unknown) => {
            const isThere = estates.slice(0, -1).some(({ names }) => names.webhook === id)
            throw isThere ? new SallyportError('forbidden', 'The webhook is not yours.') : error
          }),
      })),
  },
]

/** Found by comparing times alone. */
export const SLOW_HOLE: Hole = {
  name: 'more work for what is there',
  operation: 'getConnector',
  plant: ({ estates }) =>
    withEngine(({ getConnector }) => ({
      async getConnector(principal, id) {
        if (estates.slice(0, -1).some(({ names }) => names.connector === id)) await wait(200)
        return getConnector(principal, id)
      },
    })),
}

export const HOLES: readonly Hole[] = [...atTheDoor, ...pastTheDoor, ...telling]
