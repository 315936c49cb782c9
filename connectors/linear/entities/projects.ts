import { entity, nullable } from '@sallyport/definition'
import { Type } from 'typebox'
import { filtered, filterParams, filterWire } from '../filters.ts'
import * as link from '../links.ts'
import { changes, creates, moves, reads, updates, walks } from '../operations.ts'
import { selectionOf } from '../selection.ts'
import { byChange } from '../sync.ts'
import * as v from '../values.ts'

const { optional } = v

/** What a search shows as well. */
const found = {
  id: v.text,
  name: v.text,
  description: v.text,
  content: v.maybeText,
  url: v.text,
  slugId: v.text,
  color: v.text,
  icon: v.maybeText,
  status: v.object({ id: v.text, name: v.text, type: v.text }),
  health: v.maybeText,
  healthUpdatedAt: v.maybeTime,
  priority: v.number,
  priorityLabel: v.text,
  prioritySortOrder: v.number,
  sortOrder: v.number,
  progress: v.number,
  scope: v.number,
  lead: nullable(link.UserLink),
  creator: nullable(link.UserLink),
  convertedFromIssue: nullable(link.IssueLink),
  labelIds: v.list(v.text),
  startDate: v.maybeDay,
  targetDate: v.maybeDay,
  updateRemindersDay: v.maybeText,
  updateRemindersHour: v.maybeNumber,
  createdAt: v.time,
  updatedAt: v.time,
  startedAt: v.maybeTime,
  completedAt: v.maybeTime,
  canceledAt: v.maybeTime,
  archivedAt: v.maybeTime,
  trashed: nullable(v.flag),
}

const teams = { teams: link.TeamLinks }
/** What only one project by itself shows: in a list it would cost too many points. */
const around = { labels: link.LabelLinks, members: link.UserLinks }

const FEW = { teams: '(first: 10)' }
const FOUND = selectionOf(v.object(found))
const LISTED = selectionOf(v.object({ ...found, ...teams }), FEW)
const WHOLE = selectionOf(v.object({ ...found, ...teams, ...around }), FEW)

const content = {
  description: optional(Type.String({ maxLength: 255 })),
  content: optional(v.markdown),
  statusId: optional(v.id),
  leadId: optional(v.maybeId),
  memberIds: optional(v.ids),
  labelIds: optional(v.ids),
  priority: optional(v.priority),
  startDate: optional(v.maybeDay),
  targetDate: optional(v.maybeDay),
  color: optional(v.color),
  icon: optional(v.line),
  sortOrder: optional(v.number),
}

const statusType = optional(Type.Enum(['backlog', 'planned', 'started', 'paused', 'completed', 'canceled']))
const flow = { recipient: ['leadId', 'memberIds'], content: ['name', 'description', 'content'] } as const
const labelled = {
  params: { id: v.id, labelId: v.id },
  variables: { id: 'String!', labelId: 'String!' },
  gives: 'project',
  selection: LISTED,
  reversible: true,
}

export const projects = entity({
  about: 'Larger undertakings of one or several teams.',
  record: v.object({ ...found, ...Type.Partial(v.object({ ...teams, ...around })).properties }),
  key: ['id'],
  compact: ['id', 'name', 'status.name', 'health', 'lead.name', 'targetDate', 'url'],
  untrusted: ['name', 'description', 'content', 'convertedFromIssue.title'],
  search: {
    fields: {
      name: 'text',
      description: 'text',
      content: 'text',
      'status.type': 'keyword',
      health: 'keyword',
      'lead.id': 'keyword',
      priority: 'number',
      startDate: 'date',
      targetDate: 'date',
      updatedAt: 'date',
    },
    semantic: ['name', 'description', 'content'],
  },
  sync: { ...byChange, deleted: { field: 'trashed' } },
  relations: {
    status: { field: 'status.id', entity: 'project_statuses', key: 'id' },
    lead: { field: 'lead.id', entity: 'users', key: 'id' },
    creator: { field: 'creator.id', entity: 'users', key: 'id' },
    teams: { field: 'teams.nodes.id', entity: 'teams', key: 'id' },
    labels: { field: 'labelIds', entity: 'project_labels', key: 'id' },
  },
  actions: {
    list: walks('projects', {
      about: 'Projects, newest first.',
      each: LISTED,
      variables: filtered('Project'),
      params: {
        leadId: optional(v.id),
        statusType,
        ...filterParams,
      },
      wire: {
        ...filterWire,
        leadId: { as: 'filter.lead.id.eq' },
        statusType: { as: 'filter.status.type.eq' },
      },
    }),
    list_for_team: walks('projects', {
      about: 'Projects of a team.',
      each: LISTED,
      within: { field: 'team', id: 'teamId' },
      variables: filtered('Project'),
      params: { teamId: v.id, statusType, ...filterParams },
      wire: { ...filterWire, statusType: { as: 'filter.status.type.eq' } },
    }),
    api_search: walks('searchProjects', {
      about: 'Projects in whose text the words are, best first.',
      bucket: 'search',
      each: FOUND,
      variables: {
        term: 'String!',
        teamId: 'String',
        includeComments: 'Boolean',
        includeArchived: 'Boolean',
      },
      params: {
        term: v.line,
        teamId: optional(v.id),
        includeComments: optional(v.flag),
        includeArchived: optional(v.flag),
      },
    }),
    get: reads('project', WHOLE, { about: 'One project by its id or slug.' }),
    create: creates('project', LISTED, {
      about: 'Creates a project of one or several teams.',
      params: {
        id: optional(v.newId),
        name: v.line,
        teamIds: v.list(v.id, { minItems: 1, maxItems: 100 }),
        ...content,
        templateId: optional(v.id),
      },
      flow,
      reversible: true,
    }),
    update: updates('project', LISTED, {
      about: 'Sets values of a project; null clears one.',
      params: { name: optional(v.line), teamIds: optional(v.ids), ...content },
      flow,
      reversible: true,
    }),
    add_label: changes('projectAddLabel', { about: 'Puts a project label on a project.', ...labelled }),
    remove_label: changes('projectRemoveLabel', {
      about: 'Takes a project label off a project.',
      ...labelled,
    }),
    unarchive: moves('projectUnarchive', LISTED, {
      about: 'Brings a project back from the archive or the trash.',
      reversible: true,
    }),
    delete: moves('projectDelete', LISTED, {
      about: 'Puts a project into the trash.',
      effect: 'destructive',
      reversible: true,
    }),
  },
})
