import { del, entity, get, patch, post } from '@sallyport/definition'
import { Type } from 'typebox'
import { pageAliases, paged } from '../paging.ts'
import { at, direction, id, markdown, number, optional, sha, time } from '../parameters.ts'
import { ReviewComment } from '../records/pull-request.ts'

const numbered = { ...at, number }
const aliases = { pull_number: 'number' } as const
const flow = { content: ['body'], recipient: ['number'] } as const
const side = optional(Type.Enum(['LEFT', 'RIGHT']))
const lineNumber = optional(Type.Integer({ minimum: 1 }))
const path = Type.String({ minLength: 1, maxLength: 4096 })

const order = { sort: optional(Type.Enum(['created', 'updated'])), direction, since: optional(time) }
const onComment = { id: 'comment_id' } as const

export const pr_comments = entity({
  about: 'Comments on lines of a pull request.',
  record: ReviewComment,
  key: ['id'],
  compact: ['id', 'path', 'line', 'body', 'user.login'],
  untrusted: ['body', 'path', 'diff_hunk', 'user.login'],
  search: {
    fields: {
      body: 'text',
      path: 'keyword',
      'user.login': 'keyword',
      created_at: 'date',
      updated_at: 'date',
    },
    semantic: ['body'],
  },
  sync: {
    from: 'list_for_repository',
    cursor: 'updated_at',
    since: 'since',
    order: 'asc',
    params: { sort: 'updated', direction: 'asc' },
  },
  relations: {
    author: { field: 'user.login', entity: 'users', key: 'login' },
    pull_request: { field: 'pull_request_url', entity: 'pull_requests', key: 'url' },
    review: { field: 'pull_request_review_id', entity: 'reviews', key: 'id' },
    reply_to: { field: 'in_reply_to_id', entity: 'pr_comments', key: 'id' },
  },
  actions: {
    list: get('/repos/{owner}/{repo}/pulls/{number}/comments', {
      about: 'Comments on lines of one pull request.',
      params: { ...numbered, ...order },
      aliases: { ...pageAliases, ...aliases },
      page: paged,
    }),
    list_for_repository: get('/repos/{owner}/{repo}/pulls/comments', {
      about: 'Comments on lines of all pull requests.',
      params: { ...at, ...order },
      aliases: pageAliases,
      page: paged,
    }),
    get: get('/repos/{owner}/{repo}/pulls/comments/{comment_id}', {
      about: 'One comment on lines.',
      params: { ...at, comment_id: id },
      aliases: onComment,
    }),
    create: post('/repos/{owner}/{repo}/pulls/{number}/comments', {
      about: 'Comments on lines of a pull request.',
      params: {
        ...numbered,
        body: markdown,
        commit_id: sha,
        path,
        line: lineNumber,
        side,
        start_line: lineNumber,
        start_side: side,
        subject_type: optional(Type.Enum(['line', 'file'])),
      },
      aliases,
      effect: 'external_message',
      reversible: false,
      flow,
    }),
    reply: post('/repos/{owner}/{repo}/pulls/{number}/comments/{comment_id}/replies', {
      about: 'Answers a comment on lines.',
      params: { ...numbered, comment_id: id, body: markdown },
      aliases,
      effect: 'external_message',
      reversible: false,
      flow,
    }),
    update: patch('/repos/{owner}/{repo}/pulls/comments/{comment_id}', {
      about: 'Changes the text of a comment on lines.',
      params: { ...at, comment_id: id, body: markdown },
      aliases: onComment,
      effect: 'external_message',
      idempotency: 'natural',
      reversible: true,
      flow: { content: ['body'], recipient: ['comment_id'] },
    }),
    delete: del('/repos/{owner}/{repo}/pulls/comments/{comment_id}', {
      about: 'Deletes a comment on lines.',
      params: { ...at, comment_id: id },
      aliases: onComment,
      reversible: false,
    }),
  },
})
