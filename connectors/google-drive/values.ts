import { cursor } from '@sallyport/definition'
import { Type } from 'typebox'

const { Object: object, Optional: optional, String: text, Boolean: flag } = Type

export const time = text({ format: 'date-time' })

export const user = object({
  displayName: optional(text()),
  emailAddress: optional(text()),
  permissionId: optional(text()),
  me: optional(flag()),
})

/** As an administrator of the domain, who sees what the account itself cannot. */
export const asAdmin = { useDomainAdminAccess: optional(flag()) }

/** The mask of the answer goes along beside a body too. */
export const MASK_WIRE = { fields: { in: 'query' } } as const

/** Drive is always told that shared drives are understood: without that it hides what is in them. */
export const ALL_DRIVES = { supportsAllDrives: true } as const
export const ALL_DRIVES_WIRE = { supportsAllDrives: { in: 'query' } } as const
/** Existing clients say it too, or the contrary. */
export const ALL_DRIVES_ALIASES = { supportsAllDrives: null } as const

export const pages = <const M extends number>(max: M) => ({
  page: cursor({ after: 'pageToken', size: 'pageSize', max, next: 'nextPageToken' }),
})

export const PAGE_ALIASES = { pageSize: 'limit', pageToken: 'cursor' } as const
