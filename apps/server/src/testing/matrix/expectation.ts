import type { ApiOperation } from '@sallyport/contract'
import type { Asked, Names } from '../requests/index.ts'
import type { Authority, Bearer } from './bearers.ts'
import type { Ground } from './ground.ts'
import { THING_NAMES, THINGS } from './things.ts'

/** Whose things a request names; nobody's where they were never there. */
export interface Estate {
  readonly name: string
  readonly names: Names
  readonly ground: Ground | undefined
}

/** What the rules say of one cell. */
export type Verdict = 'public' | 'open' | 'unauthenticated' | 'forbidden' | 'hidden'

const REFERENCES = ['workspace_name', 'customer_name', 'external_user_id']

/** The things of an estate that a request names. */
export function namedIn(request: Asked, { names }: Estate): (keyof Names)[] {
  const text = JSON.stringify(request)
  return THING_NAMES.filter((name) => text.includes(names[name]))
}

/** Computed from the row of the contract and the table of ownership, and from nothing else. */
export function verdictOf(
  operation: Pick<ApiOperation, 'access' | 'capability'>,
  { may }: Bearer,
  asked: { readonly request: Asked; readonly estate: Estate },
): Verdict {
  const { access, capability } = operation
  if (access === 'public') return 'public'
  if (may === undefined) return 'unauthenticated'
  if (!access.includes(may.kind)) return 'forbidden'
  const needed = [capability, asked.request.needs ?? 'none'] as const
  if (needed.some((one) => one !== 'none' && !may.capabilities.includes(one))) return 'forbidden'
  const sees = namedIn(asked.request, asked.estate).every((name) => isSeen(may, name, asked.estate))
  return sees && entersByName(may, asked.request, asked.estate) ? 'open' : 'hidden'
}

/** Whether a thing of an estate is there for somebody, by the table of ownership. */
export function isSeen(may: Authority, name: keyof Names, { ground }: Estate): boolean {
  if (ground === undefined || ground.organizationId !== may.organizationId) return false
  const bound = may.ground?.workspaceId
  return THINGS[name].owner === 'organization' || bound === undefined || bound === ground.workspaceId
}

/**
 * Within an organization a name means the same to everybody; a token of one workspace enters no other, and what is a
 * workspace's is looked for in the one that is named.
 */
function entersByName({ ground }: Authority, request: Asked, estate: Estate): boolean {
  const given = { ...request.query, ...request.body } as Readonly<Record<string, unknown>>
  const named = REFERENCES.map((field) => given[field]).find((value) => value !== undefined)
  if (given.workspace_id !== undefined || named === undefined) return true
  if (ground !== undefined) return named === ground.workspace
  const bound = namedIn(request, estate).some((name) => THINGS[name].owner === 'workspace')
  return !bound || named === estate.ground?.workspace
}
