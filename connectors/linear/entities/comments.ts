import { entity, nullable } from '@sallyport/definition'
import { filtered, filterParams, filterWire } from '../filters.ts'
import * as link from '../links.ts'
import { changes, creates, reads, removes, updates, walks } from '../operations.ts'
import { selectionOf } from '../selection.ts'
import { byChange } from '../sync.ts'
import * as v from '../values.ts'

const { optional } = v

const Comment = v.object({
  id: v.text,
  body: v.text,
  quotedText: v.maybeText,
  url: v.text,
  issueId: v.maybeText,
  issue: nullable(link.IssueLink),
  projectUpdateId: v.maybeText,
  parentId: v.maybeText,
  parent: nullable(link.CommentLink),
  user: nullable(link.UserLink),
  resolvedAt: v.maybeTime,
  resolvingUser: nullable(link.UserLink),
  resolvingCommentId: v.maybeText,
  reactionData: v.json,
  createdAt: v.time,
  updatedAt: v.time,
  editedAt: v.maybeTime,
  archivedAt: v.maybeTime,
})

const COMMENT = selectionOf(Comment)

const resolution = { gives: 'comment', selection: COMMENT, reversible: true }

export const comments = entity({
  about: 'What people write below issues and project updates.',
  record: Comment,
  key: ['id'],
  compact: ['id', 'body', 'user.name', 'createdAt'],
  untrusted: ['body', 'quotedText', 'issue.title'],
  search: {
    fields: {
      body: 'text',
      issueId: 'keyword',
      'user.id': 'keyword',
      'user.name': 'text',
      createdAt: 'date',
      updatedAt: 'date',
    },
    semantic: ['body'],
  },
  sync: { ...byChange, from: 'list_all', deleted: 'absent' },
  relations: {
    issue: { field: 'issueId', entity: 'issues', key: 'id' },
    update: { field: 'projectUpdateId', entity: 'project_updates', key: 'id' },
    parent: { field: 'parentId', entity: 'comments', key: 'id' },
    user: { field: 'user.id', entity: 'users', key: 'id' },
  },
  actions: {
    list: walks('comments', {
      about: 'Comments of an issue, replies among them.',
      each: COMMENT,
      within: { field: 'issue', id: 'issueId' },
      params: { issueId: v.id },
    }),
    list_all: walks('comments', {
      about: 'Comments everywhere, newest first.',
      each: COMMENT,
      variables: filtered('Comment'),
      params: { userId: optional(v.id), projectUpdateId: optional(v.id), ...filterParams },
      wire: {
        ...filterWire,
        userId: { as: 'filter.user.id.eq' },
        projectUpdateId: { as: 'filter.projectUpdate.id.eq' },
      },
    }),
    get: reads('comment', COMMENT, { about: 'One comment.' }),
    // Whoever subscribes to the issue, and whoever is mentioned, is notified.
    create: creates('comment', COMMENT, {
      about: 'Writes a comment on an issue or a project update (name one of them), or in reply to another.',
      params: {
        id: optional(v.newId),
        body: v.markdown,
        issueId: optional(v.id),
        projectUpdateId: optional(v.id),
        parentId: optional(v.id),
        quotedText: optional(v.text),
        doNotSubscribeToIssue: optional(v.flag),
      },
      effect: 'external_message',
      flow: {
        recipient: ['issueId', 'projectUpdateId', 'parentId'],
        content: ['body', 'quotedText'],
      },
      // Taken back, it has been read and mailed.
      reversible: false,
    }),
    update: updates('comment', COMMENT, {
      about: 'Writes a comment anew.',
      params: { body: v.markdown, quotedText: optional(v.text) },
      flow: { content: ['body', 'quotedText'] },
      reversible: true,
    }),
    resolve: changes('commentResolve', {
      about: 'Marks a thread as resolved, perhaps by one of its replies.',
      params: { id: v.id, resolvingCommentId: optional(v.id) },
      variables: { id: 'String!', resolvingCommentId: 'String' },
      ...resolution,
    }),
    unresolve: changes('commentUnresolve', {
      about: 'Opens a resolved thread again.',
      params: { id: v.id },
      variables: { id: 'String!' },
      ...resolution,
    }),
    delete: removes('comment', { about: 'Deletes a comment for good.' }),
  },
})
