import { entity, nullable } from '@sallyport/definition'
import { filtered, filterParams, filterWire, teamId, teamWire } from '../filters.ts'
import * as link from '../links.ts'
import { creates, reads, removes, updates, walks } from '../operations.ts'
import { selectionOf } from '../selection.ts'
import { byChange } from '../sync.ts'
import * as v from '../values.ts'

const { optional } = v

const shared = {
  id: v.text,
  name: v.text,
  description: v.maybeText,
  color: v.text,
  isGroup: v.flag,
  parent: nullable(v.object({ id: v.text, name: v.text })),
  team: nullable(link.TeamLink),
  creator: nullable(link.UserLink),
  lastAppliedAt: v.maybeTime,
  createdAt: v.time,
  updatedAt: v.time,
  archivedAt: v.maybeTime,
}

const Label = v.object(shared)
const LABEL = selectionOf(Label)

const search = { fields: { name: 'text', description: 'text', updatedAt: 'date' } } as const
const content = { description: optional(v.text), color: optional(v.color), parentId: optional(v.id) }
const named = { params: { name: optional(v.line), ...filterParams } }
const namedWire = { ...filterWire, name: { as: 'filter.name.eqIgnoreCase' } } as const

export const labels = entity({
  about: 'Labels of issues, of the workspace or of one team.',
  record: Label,
  key: ['id'],
  compact: ['id', 'name', 'team.key'],
  untrusted: ['name', 'description'],
  search,
  sync: { ...byChange, deleted: { field: 'archivedAt' } },
  relations: {
    team: { field: 'team.id', entity: 'teams', key: 'id' },
    parent: { field: 'parent.id', entity: 'labels', key: 'id' },
    creator: { field: 'creator.id', entity: 'users', key: 'id' },
  },
  actions: {
    list: walks('issueLabels', {
      about: 'Labels of issues.',
      each: LABEL,
      variables: filtered('IssueLabel'),
      params: { ...named.params, teamId },
      wire: { ...namedWire, teamId: teamWire },
    }),
    get: reads('issueLabel', LABEL, { about: 'One label of issues.' }),
    create: creates('issueLabel', LABEL, {
      about: 'Creates a label for issues, of one team or, without it, of the workspace.',
      params: {
        id: optional(v.newId),
        name: v.line,
        teamId,
        isGroup: optional(v.flag),
        ...content,
      },
      flow: { content: ['name', 'description'] },
      reversible: true,
    }),
    update: updates('issueLabel', LABEL, {
      about: 'Sets values of a label.',
      params: { name: optional(v.line), ...content },
      flow: { content: ['name', 'description'] },
      reversible: true,
    }),
    delete: removes('issueLabel', { about: 'Deletes a label and takes it off all issues.' }),
  },
})

export const projectLabels = entity({
  about: 'Labels of projects.',
  record: Label,
  key: ['id'],
  compact: ['id', 'name'],
  untrusted: ['name', 'description'],
  search,
  sync: { from: 'list', deleted: 'absent' },
  actions: {
    list: walks('projectLabels', {
      about: 'Labels of projects.',
      each: LABEL,
      variables: filtered('ProjectLabel'),
      ...named,
      wire: namedWire,
    }),
    get: reads('projectLabel', LABEL, { about: 'One label of projects.' }),
  },
})
