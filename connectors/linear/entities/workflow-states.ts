import { entity, nullable } from '@sallyport/definition'
import { Type } from 'typebox'
import { filtered, filterParams, filterWire, teamId, teamWire } from '../filters.ts'
import * as link from '../links.ts'
import { reads, walks } from '../operations.ts'
import { selectionOf } from '../selection.ts'
import { byChange } from '../sync.ts'
import * as v from '../values.ts'

const WorkflowState = v.object({
  id: v.text,
  name: v.text,
  type: v.text,
  description: v.maybeText,
  color: v.text,
  position: v.number,
  team: link.TeamLink,
  inheritedFrom: nullable(v.object({ id: v.text })),
  createdAt: v.time,
  updatedAt: v.time,
  archivedAt: v.maybeTime,
})

const STATE = selectionOf(WorkflowState)

export const workflowStates = entity({
  about: 'States through which the issues of a team go.',
  record: WorkflowState,
  key: ['id'],
  compact: ['id', 'name', 'type', 'team.key'],
  untrusted: ['name', 'description'],
  search: { fields: { name: 'text', type: 'keyword', 'team.id': 'keyword', updatedAt: 'date' } },
  sync: { ...byChange, deleted: { field: 'archivedAt' } },
  relations: { team: { field: 'team.id', entity: 'teams', key: 'id' } },
  actions: {
    list: walks('workflowStates', {
      about: 'States of all teams, or of one.',
      each: STATE,
      variables: filtered('WorkflowState'),
      params: {
        teamId,
        type: v.optional(Type.Enum(['triage', 'backlog', 'unstarted', 'started', 'completed', 'canceled'])),
        ...filterParams,
      },
      wire: { ...filterWire, teamId: teamWire, type: { as: 'filter.type.eq' } },
    }),
    get: reads('workflowState', STATE, { about: 'One state.' }),
  },
})
