import { entity } from '@sallyport/definition'
import { Type } from 'typebox'
import * as link from '../links.ts'
import { creates, reads, removes, updates, walks } from '../operations.ts'
import { selectionOf } from '../selection.ts'
import * as v from '../values.ts'

const { optional } = v

const IssueRelation = v.object({
  id: v.text,
  type: v.text,
  issue: link.IssueLink,
  relatedIssue: link.IssueLink,
  createdAt: v.time,
  updatedAt: v.time,
  archivedAt: v.maybeTime,
})

const RELATION = selectionOf(IssueRelation)

const type = Type.Enum(['blocks', 'duplicate', 'related', 'similar'])
const ofIssue = { within: { field: 'issue', id: 'issueId' }, params: { issueId: v.id } }

export const issueRelations = entity({
  about: 'What issues are to each other: one blocks, duplicates or resembles another.',
  record: IssueRelation,
  key: ['id'],
  compact: ['id', 'type', 'issue.identifier', 'relatedIssue.identifier'],
  untrusted: ['issue.title', 'relatedIssue.title'],
  search: { fields: { type: 'keyword', 'issue.id': 'keyword', 'relatedIssue.id': 'keyword' } },
  sync: { from: 'list', deleted: 'absent' },
  relations: {
    issue: { field: 'issue.id', entity: 'issues', key: 'id' },
    related: { field: 'relatedIssue.id', entity: 'issues', key: 'id' },
  },
  actions: {
    list: walks('issueRelations', { about: 'Relations of all issues.', each: RELATION, params: {} }),
    list_for_issue: walks('relations', {
      about: 'What an issue is to others.',
      each: RELATION,
      ...ofIssue,
    }),
    list_to_issue: walks('inverseRelations', {
      about: 'What others are to an issue, such as those that block it.',
      each: RELATION,
      ...ofIssue,
    }),
    get: reads('issueRelation', RELATION, { about: 'One relation.' }),
    create: creates('issueRelation', RELATION, {
      about: 'States what an issue is to another: with "blocks", issueId blocks relatedIssueId.',
      params: { id: optional(v.newId), issueId: v.id, relatedIssueId: v.id, type },
      reversible: true,
    }),
    update: updates('issueRelation', RELATION, {
      about: 'Changes what an issue is to another.',
      params: { issueId: optional(v.id), relatedIssueId: optional(v.id), type: optional(type) },
      reversible: true,
    }),
    delete: removes('issueRelation', { about: 'Takes a relation back; both issues stay.' }),
  },
})
