import { nullable } from '@sallyport/definition'
import { Type } from 'typebox'

export const optional = Type.Optional

/** A name in a path: letters, digits, hyphens, dots and underscores, in branches and files also slashes. */
export const name = (description?: string) =>
  Type.String({ minLength: 1, maxLength: 255, ...(description !== undefined && { description }) })

export const owner = name()
export const repo = name()
export const org = name('Login of an organization.')
export const username = name('Login of a user.')
/** Which repository is meant. */
export const at = { owner, repo } as const

export const id = Type.Integer({ minimum: 1 })
/** Number of an issue, pull request or milestone within its repository. */
export const number = Type.Integer({ minimum: 1 })
/** Global id of the GraphQL API: the `node_id` of a record. */
export const nodeId = Type.String({ minLength: 1, maxLength: 255 })

export const line = Type.String({ maxLength: 1024 })
/** docs.github.com does not say how much an issue holds; its database is known to take 65,536 characters. */
export const markdown = Type.String({ maxLength: 65_536 })
export const title = Type.String({ minLength: 1, maxLength: 256 })
export const time = Type.String({ format: 'date-time' })
export const flag = Type.Boolean()
/** Of a commit: SHA-1, or SHA-256. */
export const sha = Type.String({ pattern: '^[0-9a-f]{40}([0-9a-f]{24})?$' })
export const direction = optional(Type.Enum(['asc', 'desc']))
export const openOrClosed = Type.Enum(['open', 'closed'])
/** Which of them a list shows: the open ones where nothing is said. */
export const stateFilter = optional(Type.Enum(['open', 'closed', 'all']))
export const logins = (maxItems: number) => Type.Array(name(), { maxItems })
export const labelNames = Type.Array(Type.String({ minLength: 1, maxLength: 255 }), { maxItems: 100 })
export const milestoneNumber = nullable(Type.Integer({ minimum: 1 }))

/** docs.github.com/rest/search/search: 256 characters, to which qualifiers do not count. */
export const q = (example: string) =>
  Type.String({ minLength: 1, maxLength: 2048, description: `Words and qualifiers: "${example}".` })
