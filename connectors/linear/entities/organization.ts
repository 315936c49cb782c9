import { entity, query } from '@sallyport/definition'
import { selectionOf } from '../selection.ts'
import * as v from '../values.ts'

const Organization = v.object({
  id: v.text,
  name: v.text,
  urlKey: v.text,
  logoUrl: v.maybeText,
  userCount: v.number,
  createdIssueCount: v.number,
  roadmapEnabled: v.flag,
  releasesEnabled: v.flag,
  customersEnabled: v.flag,
  createdAt: v.time,
  updatedAt: v.time,
  archivedAt: v.maybeTime,
})

export const organization = entity({
  about: 'The workspace to which the credential belongs.',
  record: Organization,
  key: ['id'],
  compact: ['id', 'name', 'urlKey'],
  untrusted: ['name'],
  actions: {
    get: query(`query { organization { ${selectionOf(Organization)} } }`, {
      about: 'The workspace itself.',
      records: 'data.organization',
    }),
  },
})
