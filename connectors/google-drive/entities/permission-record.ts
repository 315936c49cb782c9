import { Type } from 'typebox'
import { maskOf } from '../mask.ts'
import { time } from '../values.ts'

const { Object: object, Optional: optional, String: text, Boolean: flag, Array: list } = Type

export const permission = object({
  id: text(),
  type: text(),
  role: text(),
  emailAddress: optional(text()),
  domain: optional(text()),
  displayName: optional(text()),
  photoLink: optional(text()),
  allowFileDiscovery: optional(flag()),
  expirationTime: optional(time),
  deleted: optional(flag()),
  pendingOwner: optional(flag()),
  view: optional(text()),
  permissionDetails: optional(
    list(
      object({
        permissionType: optional(text()),
        role: optional(text()),
        inherited: optional(flag()),
        inheritedFrom: optional(text()),
      }),
    ),
  ),
})

export const PERMISSION = maskOf(permission)
