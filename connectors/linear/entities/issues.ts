import { entity, nullable } from '@sallyport/definition'
import { Type } from 'typebox'
import { filtered, filterParams, filterWire, teamId, teamWire } from '../filters.ts'
import { changes, creates, moves, reads, updates, walks } from '../operations.ts'
import { byChange } from '../sync.ts'
import * as v from '../values.ts'
import { FOUND, Issue, LISTED, WHOLE } from './issue-record.ts'

const { optional } = v

const content = {
  description: optional(nullable(v.markdown)),
  priority: optional(v.priority),
  stateId: optional(v.id),
  assigneeId: optional(v.maybeId),
  delegateId: optional(v.maybeId),
  labelIds: optional(v.ids),
  subscriberIds: optional(v.ids),
  projectId: optional(v.maybeId),
  projectMilestoneId: optional(v.maybeId),
  cycleId: optional(v.maybeId),
  parentId: optional(v.maybeId),
  dueDate: optional(v.maybeDay),
  estimate: optional(nullable(Type.Integer({ minimum: 0 }))),
  sortOrder: optional(v.number),
}

const flow = {
  recipient: ['assigneeId', 'delegateId', 'subscriberIds'],
  content: ['title', 'description'],
} as const

const labelled = { params: { id: v.id, labelId: v.id }, variables: { id: 'String!', labelId: 'String!' } }
const watched = {
  params: { id: v.id, userId: optional(v.id) },
  variables: { id: 'String!', userId: 'String' },
}
const changed = { gives: 'issue', selection: LISTED, reversible: true }

export const issues = entity({
  about: 'Pieces of work of a team.',
  record: Issue,
  key: ['id'],
  compact: ['id', 'identifier', 'title', 'state.name', 'assignee.name', 'priorityLabel', 'updatedAt', 'url'],
  untrusted: ['title', 'description', 'attachments.nodes.title', 'children.nodes.title'],
  search: {
    fields: {
      identifier: 'keyword',
      title: 'text',
      description: 'text',
      priority: 'number',
      'state.name': 'keyword',
      'state.type': 'keyword',
      'team.key': 'keyword',
      'assignee.id': 'keyword',
      'assignee.name': 'text',
      'project.id': 'keyword',
      dueDate: 'date',
      createdAt: 'date',
      updatedAt: 'date',
      completedAt: 'date',
    },
    semantic: ['title', 'description'],
  },
  sync: { ...byChange, deleted: { field: 'trashed' } },
  relations: {
    team: { field: 'team.id', entity: 'teams', key: 'id' },
    state: { field: 'state.id', entity: 'workflow_states', key: 'id' },
    assignee: { field: 'assignee.id', entity: 'users', key: 'id' },
    creator: { field: 'creator.id', entity: 'users', key: 'id' },
    project: { field: 'project.id', entity: 'projects', key: 'id' },
    milestone: { field: 'projectMilestone.id', entity: 'project_milestones', key: 'id' },
    cycle: { field: 'cycle.id', entity: 'cycles', key: 'id' },
    parent: { field: 'parent.id', entity: 'issues', key: 'id' },
    labels: { field: 'labelIds', entity: 'labels', key: 'id' },
  },
  actions: {
    list: walks('issues', {
      about: 'Issues, newest first. Conditions that are given hold together.',
      each: LISTED,
      variables: filtered('Issue'),
      params: {
        teamId,
        teamKey: optional(v.id),
        assigneeId: optional(v.id),
        assignedToMe: optional(v.flag),
        state: optional(v.line),
        stateType: optional(
          Type.Enum(['triage', 'backlog', 'unstarted', 'started', 'completed', 'canceled']),
        ),
        projectId: optional(v.id),
        cycleId: optional(v.id),
        label: optional(v.line),
        priority: optional(v.priority),
        ...filterParams,
      },
      wire: {
        ...filterWire,
        teamId: teamWire,
        teamKey: { as: 'filter.team.key.eq' },
        assigneeId: { as: 'filter.assignee.id.eq' },
        assignedToMe: { as: 'filter.assignee.isMe.eq' },
        state: { as: 'filter.state.name.eqIgnoreCase' },
        stateType: { as: 'filter.state.type.eq' },
        projectId: { as: 'filter.project.id.eq' },
        cycleId: { as: 'filter.cycle.id.eq' },
        label: { as: 'filter.labels.some.name.eqIgnoreCase' },
        priority: { as: 'filter.priority.eq' },
      },
    }),
    api_search: walks('searchIssues', {
      about: 'Issues in whose text the words are, best first.',
      bucket: 'search',
      each: FOUND,
      variables: {
        term: 'String!',
        teamId: 'String',
        includeComments: 'Boolean',
        includeArchived: 'Boolean',
        filter: 'IssueFilter',
      },
      params: {
        term: v.line,
        teamId,
        includeComments: optional(v.flag),
        includeArchived: optional(v.flag),
        filter: filterParams.filter,
      },
    }),
    get: reads('issue', WHOLE, { about: 'One issue by its id or an identifier such as "ENG-123".' }),
    create: creates('issue', LISTED, {
      about: 'Creates an issue in a team.',
      params: {
        id: optional(v.newId),
        teamId: v.id,
        title: v.line,
        ...content,
        templateId: optional(v.id),
      },
      flow,
      reversible: true,
    }),
    update: updates('issue', LISTED, {
      about: 'Sets values of an issue; null clears one.',
      params: {
        title: optional(v.line),
        teamId,
        ...content,
        addedLabelIds: optional(v.ids),
        removedLabelIds: optional(v.ids),
      },
      flow,
      reversible: true,
    }),
    assign: updates('issue', LISTED, {
      about: 'Gives an issue to a user, or with null to nobody.',
      params: { assigneeId: v.maybeId },
      flow: { recipient: ['assigneeId'] },
      reversible: true,
    }),
    add_label: changes('issueAddLabel', { about: 'Puts a label on an issue.', ...labelled, ...changed }),
    remove_label: changes('issueRemoveLabel', {
      about: 'Takes a label off an issue.',
      ...labelled,
      ...changed,
    }),
    subscribe: changes('issueSubscribe', {
      about: 'Tells a user, or who asks, of what happens to an issue.',
      ...watched,
      ...changed,
      flow: { recipient: ['userId'] },
    }),
    unsubscribe: changes('issueUnsubscribe', {
      about: 'Stops telling a user of what happens to an issue.',
      ...watched,
      ...changed,
    }),
    archive: moves('issueArchive', LISTED, { about: 'Puts an issue into the archive.', reversible: true }),
    unarchive: moves('issueUnarchive', LISTED, {
      about: 'Brings an issue back from the archive or the trash.',
      reversible: true,
    }),
    delete: moves('issueDelete', LISTED, {
      about: 'Puts an issue into the trash, from where it can be brought back.',
      effect: 'destructive',
      reversible: true,
    }),
  },
})
