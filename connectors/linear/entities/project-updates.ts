import { entity } from '@sallyport/definition'
import { Type } from 'typebox'
import { filtered, filterParams, filterWire } from '../filters.ts'
import * as link from '../links.ts'
import { creates, moves, reads, updates, walks } from '../operations.ts'
import { selectionOf } from '../selection.ts'
import { byChange } from '../sync.ts'
import * as v from '../values.ts'

const { optional } = v

const health = Type.Enum(['onTrack', 'atRisk', 'offTrack'])

const ProjectUpdate = v.object({
  id: v.text,
  body: v.text,
  health,
  url: v.text,
  project: link.ProjectLink,
  user: link.UserLink,
  diffMarkdown: v.maybeText,
  isDiffHidden: v.flag,
  isStale: v.flag,
  commentCount: v.number,
  createdAt: v.time,
  updatedAt: v.time,
  editedAt: v.maybeTime,
  archivedAt: v.maybeTime,
})

const UPDATE = selectionOf(ProjectUpdate)

export const projectUpdates = entity({
  about: 'Reports on how a project stands.',
  record: ProjectUpdate,
  key: ['id'],
  compact: ['id', 'body', 'health', 'project.name', 'user.name', 'createdAt'],
  untrusted: ['body', 'diffMarkdown'],
  search: {
    fields: { body: 'text', health: 'keyword', 'project.id': 'keyword', createdAt: 'date' },
    semantic: ['body'],
  },
  sync: { ...byChange, deleted: { field: 'archivedAt' } },
  relations: {
    project: { field: 'project.id', entity: 'projects', key: 'id' },
    user: { field: 'user.id', entity: 'users', key: 'id' },
  },
  actions: {
    list: walks('projectUpdates', {
      about: 'Reports on all projects, or on one, newest first.',
      each: UPDATE,
      variables: filtered('ProjectUpdate'),
      params: { projectId: optional(v.id), ...filterParams },
      wire: { ...filterWire, projectId: { as: 'filter.project.id.eq' } },
    }),
    get: reads('projectUpdate', UPDATE, { about: 'One report.' }),
    // It reaches the members of the project, and channels of Slack that are connected to it.
    create: creates('projectUpdate', UPDATE, {
      about: 'Reports on a project to those who follow it.',
      params: {
        id: optional(v.newId),
        projectId: v.id,
        body: v.markdown,
        health: optional(health),
        isDiffHidden: optional(v.flag),
      },
      effect: 'external_message',
      flow: { recipient: ['projectId'], content: ['body'] },
      reversible: false,
    }),
    update: updates('projectUpdate', UPDATE, {
      about: 'Writes a report anew.',
      params: { body: optional(v.markdown), health: optional(health) },
      flow: { content: ['body'] },
      reversible: true,
    }),
    archive: moves('projectUpdateArchive', UPDATE, {
      about: 'Puts a report into the archive.',
      reversible: true,
    }),
    unarchive: moves('projectUpdateUnarchive', UPDATE, {
      about: 'Brings a report back.',
      reversible: true,
    }),
  },
})
