import { entity } from '@sallyport/definition'
import { reads, walks } from '../operations.ts'
import { selectionOf } from '../selection.ts'
import * as v from '../values.ts'

const ProjectStatus = v.object({
  id: v.text,
  name: v.text,
  type: v.text,
  description: v.maybeText,
  color: v.text,
  position: v.number,
  indefinite: v.flag,
  createdAt: v.time,
  updatedAt: v.time,
  archivedAt: v.maybeTime,
})

const STATUS = selectionOf(ProjectStatus)

export const projectStatuses = entity({
  about: 'States through which projects go.',
  record: ProjectStatus,
  key: ['id'],
  compact: ['id', 'name', 'type'],
  untrusted: ['name', 'description'],
  search: { fields: { name: 'text', type: 'keyword' } },
  sync: { from: 'list', deleted: 'absent' },
  actions: {
    list: walks('projectStatuses', { about: 'Statuses of projects.', each: STATUS, params: {} }),
    get: reads('projectStatus', STATUS, { about: 'One status.' }),
  },
})
