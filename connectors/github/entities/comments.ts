import { del, entity, get, patch, post } from '@sallyport/definition'
import { Type } from 'typebox'
import { pageAliases, paged } from '../paging.ts'
import { at, direction, id, markdown, number, optional, time } from '../parameters.ts'
import { Comment, Reaction } from '../records/issue.ts'

const aliases = { id: 'comment_id' } as const
const flow = { content: ['body'], recipient: ['number'] } as const

export const comments = entity({
  about: 'Comments on issues, and on pull requests as a whole.',
  record: Comment,
  key: ['id'],
  compact: ['id', 'body', 'user.login', 'created_at'],
  untrusted: ['body', 'user.login'],
  search: {
    fields: { body: 'text', 'user.login': 'keyword', created_at: 'date', updated_at: 'date' },
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
    issue: { field: 'issue_url', entity: 'issues', key: 'url' },
  },
  actions: {
    list: get('/repos/{owner}/{repo}/issues/{number}/comments', {
      about: 'Comments on one issue or pull request, oldest first.',
      params: { ...at, number, since: optional(time) },
      aliases: { ...pageAliases, issue_number: 'number' },
      page: paged,
    }),
    list_for_repository: get('/repos/{owner}/{repo}/issues/comments', {
      about: 'Comments of a repository.',
      params: { ...at, sort: optional(Type.Enum(['created', 'updated'])), direction, since: optional(time) },
      aliases: pageAliases,
      page: paged,
    }),
    get: get('/repos/{owner}/{repo}/issues/comments/{comment_id}', {
      about: 'One comment.',
      params: { ...at, comment_id: id },
      aliases,
    }),
    create: post('/repos/{owner}/{repo}/issues/{number}/comments', {
      about: 'Comments on an issue or pull request; its followers are told.',
      params: { ...at, number, body: markdown },
      aliases: { issue_number: 'number' },
      effect: 'external_message',
      reversible: false,
      flow,
    }),
    update: patch('/repos/{owner}/{repo}/issues/comments/{comment_id}', {
      about: 'Changes the text of a comment.',
      params: { ...at, comment_id: id, body: markdown },
      aliases,
      effect: 'external_message',
      idempotency: 'natural',
      reversible: true,
      flow: { content: ['body'], recipient: ['comment_id'] },
    }),
    delete: del('/repos/{owner}/{repo}/issues/comments/{comment_id}', {
      about: 'Deletes a comment.',
      params: { ...at, comment_id: id },
      aliases,
      reversible: false,
    }),
  },
})

const content = Type.Enum(['+1', '-1', 'laugh', 'confused', 'heart', 'hooray', 'rocket', 'eyes'])
/** GitHub answers with the reaction that there is already. */
const react = { idempotency: 'natural', reversible: true } as const

export const reactions = entity({
  about: 'Emoji that people put on issues and comments.',
  record: Reaction,
  key: ['id'],
  compact: ['id', 'content', 'user.login'],
  untrusted: ['user.login'],
  search: { fields: { content: 'keyword', 'user.login': 'keyword', created_at: 'date' } },
  sync: { from: 'list', deleted: 'absent' },
  relations: { author: { field: 'user.login', entity: 'users', key: 'login' } },
  actions: {
    list: get('/repos/{owner}/{repo}/issues/{number}/reactions', {
      about: 'Reactions to an issue or pull request.',
      params: { ...at, number, content: optional(content) },
      aliases: { ...pageAliases, issue_number: 'number' },
      page: paged,
    }),
    list_for_comment: get('/repos/{owner}/{repo}/issues/comments/{comment_id}/reactions', {
      about: 'Reactions to a comment.',
      params: { ...at, comment_id: id, content: optional(content) },
      aliases: pageAliases,
      page: paged,
    }),
    create: post('/repos/{owner}/{repo}/issues/{number}/reactions', {
      ...react,
      about: 'Reacts to an issue or pull request.',
      params: { ...at, number, content },
      aliases: { issue_number: 'number' },
    }),
    create_for_comment: post('/repos/{owner}/{repo}/issues/comments/{comment_id}/reactions', {
      ...react,
      about: 'Reacts to a comment.',
      params: { ...at, comment_id: id, content },
    }),
    remove: del('/repos/{owner}/{repo}/issues/{number}/reactions/{reaction_id}', {
      about: 'Takes a reaction from an issue or pull request.',
      params: { ...at, number, reaction_id: id },
      aliases: { issue_number: 'number' },
      effect: 'write',
      reversible: true,
    }),
  },
})
