import { entity } from '@sallyport/definition'
import { asks } from '../methods.ts'
import * as v from '../values.ts'

export const team = entity({
  about: 'The workspace itself.',
  record: v.object({
    id: v.text,
    name: v.text,
    domain: v.text,
    email_domain: v.optional(v.text),
    enterprise_id: v.optional(v.text),
    enterprise_name: v.optional(v.text),
    locale: v.optional(v.text),
    icon: v.optional(v.json),
  }),
  key: ['id'],
  compact: ['id', 'name', 'domain'],
  untrusted: [],
  actions: {
    get: asks('team.info', { about: 'The workspace that the token belongs to.', records: 'team' }),
  },
})
