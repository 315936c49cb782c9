import { del, entity, get, post, put } from '@sallyport/definition'
import { Type } from 'typebox'
import { pageAliases, paged } from '../paging.ts'
import { at, id, markdown, number, optional, sha } from '../parameters.ts'
import { Review } from '../records/pull-request.ts'

const numbered = { ...at, number }
const review = { ...numbered, review_id: id }
const aliases = { pull_number: 'number' } as const
const flow = { content: ['body'], recipient: ['number'] } as const
const event = Type.Enum(['APPROVE', 'REQUEST_CHANGES', 'COMMENT'])
const side = optional(Type.Enum(['LEFT', 'RIGHT']))
const lineNumber = optional(Type.Integer({ minimum: 1 }))
const path = Type.String({ minLength: 1, maxLength: 4096 })

const draft = Type.Object(
  { path, body: markdown, line: lineNumber, side, start_line: lineNumber, start_side: side },
  { additionalProperties: false },
)

export const reviews = entity({
  about: 'Reviews of a pull request.',
  record: Review,
  key: ['id'],
  compact: ['id', 'state', 'user.login', 'body', 'submitted_at'],
  untrusted: ['body', 'user.login'],
  search: {
    fields: { body: 'text', state: 'keyword', 'user.login': 'keyword', submitted_at: 'date' },
    semantic: ['body'],
  },
  sync: { from: 'list', deleted: 'absent' },
  relations: {
    author: { field: 'user.login', entity: 'users', key: 'login' },
    pull_request: { field: 'pull_request_url', entity: 'pull_requests', key: 'url' },
    commit: { field: 'commit_id', entity: 'commits', key: 'sha' },
  },
  actions: {
    list: get('/repos/{owner}/{repo}/pulls/{number}/reviews', {
      about: 'Reviews of a pull request, oldest first.',
      params: numbered,
      aliases: { ...pageAliases, ...aliases },
      page: paged,
    }),
    get: get('/repos/{owner}/{repo}/pulls/{number}/reviews/{review_id}', {
      about: 'One review.',
      params: review,
      aliases,
    }),
    create: post('/repos/{owner}/{repo}/pulls/{number}/reviews', {
      about: 'Reviews a pull request; without `event` it stays a draft.',
      params: {
        ...numbered,
        event: optional(event),
        body: optional(markdown),
        commit_id: optional(sha),
        comments: optional(Type.Array(draft, { maxItems: 100 })),
      },
      aliases,
      effect: 'external_message',
      reversible: false,
      flow: { content: ['body', 'comments'], recipient: ['number'] },
    }),
    update: put('/repos/{owner}/{repo}/pulls/{number}/reviews/{review_id}', {
      about: 'Changes the text of a review.',
      params: { ...review, body: markdown },
      aliases,
      effect: 'external_message',
      idempotency: 'natural',
      reversible: true,
      flow,
    }),
    delete: del('/repos/{owner}/{repo}/pulls/{number}/reviews/{review_id}', {
      about: 'Deletes a review that is still a draft.',
      params: review,
      aliases,
      reversible: false,
    }),
    submit: post('/repos/{owner}/{repo}/pulls/{number}/reviews/{review_id}/events', {
      about: 'Submits a review that is a draft.',
      params: { ...review, event, body: optional(markdown) },
      aliases,
      effect: 'external_message',
      reversible: false,
      flow,
    }),
    dismiss: put('/repos/{owner}/{repo}/pulls/{number}/reviews/{review_id}/dismissals', {
      about: 'Makes a review count no more.',
      params: { ...review, message: markdown },
      aliases,
      effect: 'external_message',
      idempotency: { verify: 'get', when: { state: 'DISMISSED' } },
      reversible: false,
      flow: { content: ['message'], recipient: ['number'] },
    }),
  },
})
