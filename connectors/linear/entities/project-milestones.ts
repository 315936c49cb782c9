import { entity } from '@sallyport/definition'
import { filtered, filterParams, filterWire } from '../filters.ts'
import * as link from '../links.ts'
import { creates, reads, removes, updates, walks } from '../operations.ts'
import { selectionOf } from '../selection.ts'
import { byChange } from '../sync.ts'
import * as v from '../values.ts'

const { optional } = v

const Milestone = v.object({
  id: v.text,
  name: v.text,
  description: v.maybeText,
  status: v.text,
  progress: v.number,
  targetDate: v.maybeDay,
  sortOrder: v.number,
  project: link.ProjectLink,
  createdAt: v.time,
  updatedAt: v.time,
  archivedAt: v.maybeTime,
})

const MILESTONE = selectionOf(Milestone)

const content = {
  description: optional(v.markdown),
  targetDate: optional(v.maybeDay),
  sortOrder: optional(v.number),
}
const flow = { content: ['name', 'description'] } as const

export const projectMilestones = entity({
  about: 'Stages of a project.',
  record: Milestone,
  key: ['id'],
  compact: ['id', 'name', 'status', 'targetDate', 'project.name'],
  untrusted: ['name', 'description'],
  search: {
    fields: { name: 'text', description: 'text', 'project.id': 'keyword', targetDate: 'date' },
  },
  sync: { ...byChange, deleted: 'absent' },
  relations: { project: { field: 'project.id', entity: 'projects', key: 'id' } },
  actions: {
    list: walks('projectMilestones', {
      about: 'Milestones of all projects.',
      each: MILESTONE,
      variables: filtered('ProjectMilestone'),
      params: filterParams,
      wire: filterWire,
    }),
    list_for_project: walks('projectMilestones', {
      about: 'Milestones of a project.',
      each: MILESTONE,
      within: { field: 'project', id: 'projectId' },
      params: { projectId: v.id },
    }),
    get: reads('projectMilestone', MILESTONE, { about: 'One milestone.' }),
    create: creates('projectMilestone', MILESTONE, {
      about: 'Adds a milestone to a project.',
      params: { id: optional(v.newId), projectId: v.id, name: v.line, ...content },
      flow,
      reversible: true,
    }),
    update: updates('projectMilestone', MILESTONE, {
      about: 'Sets values of a milestone.',
      params: { name: optional(v.line), projectId: optional(v.id), ...content },
      flow,
      reversible: true,
    }),
    delete: removes('projectMilestone', { about: 'Deletes a milestone; its issues stay.' }),
  },
})
