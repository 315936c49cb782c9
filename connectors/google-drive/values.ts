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

/** The mask of the answer, which goes along with every request. */
export const MASK = { mask: { in: 'query', as: 'fields' } } as const

/** Drive is always told that shared drives are understood: without that it hides what is in them. */
export const ALL_DRIVES = { allDrives: true } as const
export const ALL_DRIVES_WIRE = { allDrives: { in: 'query', as: 'supportsAllDrives' } } as const

/**
 * Parameters that existing clients send, and that could only say what is always so. They are taken and go nowhere:
 * a variable of GraphQL has no place in these requests.
 */
const UNSENT = { in: 'variable' } as const

export const takesMask = { fields: optional(text({ description: 'Not needed: all fields are asked for.' })) }
export const TAKES_MASK_WIRE = { fields: UNSENT } as const

export const takesAllDrives = {
  supportsAllDrives: optional(flag({ description: 'Not needed: it is always so.' })),
}
export const TAKES_ALL_DRIVES_WIRE = { supportsAllDrives: UNSENT } as const

export const takesMedia = { alt: optional(Type.Literal('media', { description: 'Not needed.' })) }
export const TAKES_MEDIA_WIRE = { alt: UNSENT } as const

export const takesUploadType = {
  uploadType: optional(Type.Literal('multipart', { description: 'Not needed.' })),
}
/** The fixed value has another name, since one is not both a parameter and fixed. */
export const TAKES_UPLOAD_TYPE_WIRE = {
  uploadType: UNSENT,
  upload: { in: 'query', as: 'uploadType' },
} as const

export const pages = <const M extends number>(max: M) => ({
  page: cursor({ after: 'pageToken', size: 'pageSize', max, next: 'nextPageToken' }),
})

export const PAGE_ALIASES = { pageSize: 'limit', pageToken: 'cursor' } as const
