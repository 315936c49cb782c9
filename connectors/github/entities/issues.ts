import { del, entity, get, patch, post, put } from '@sallyport/definition'
import { Type } from 'typebox'
import { pageAliases, paged, searchAliases } from '../paging.ts'
import {
  at,
  direction,
  labelNames,
  logins,
  markdown,
  milestoneNumber,
  name,
  number,
  openOrClosed,
  optional,
  q,
  stateFilter,
  time,
  title,
} from '../parameters.ts'
import { Issue } from '../records/issue.ts'

const content = {
  body: optional(markdown),
  labels: optional(labelNames),
  assignees: optional(logins(10)),
  milestone: optional(milestoneNumber),
}
const numbered = { ...at, number }
const aliases = { issue_number: 'number' } as const
const sort = optional(Type.Enum(['created', 'updated', 'comments']))

/** One value, set: doing it twice is doing it once. */
const sets = { aliases, idempotency: 'natural', reversible: true } as const

export const issues = entity({
  about: 'Bugs, tasks and feature requests; GitHub lists pull requests among them.',
  record: Issue,
  key: ['id'],
  compact: ['number', 'title', 'state', 'user.login', 'labels.name', 'html_url'],
  untrusted: ['title', 'body', 'user.login', 'labels.name', 'labels.description', 'milestone.title'],
  search: {
    fields: {
      number: 'number',
      title: 'text',
      body: 'text',
      state: 'keyword',
      'user.login': 'keyword',
      'labels.name': 'keyword',
      'assignees.login': 'keyword',
      created_at: 'date',
      updated_at: 'date',
      closed_at: 'date',
    },
    semantic: ['title', 'body'],
  },
  sync: {
    from: 'list',
    cursor: 'updated_at',
    since: 'since',
    order: 'asc',
    params: { state: 'all', sort: 'updated', direction: 'asc' },
  },
  relations: {
    author: { field: 'user.login', entity: 'users', key: 'login' },
    milestone: { field: 'milestone.number', entity: 'milestones', key: 'number' },
    labels: { field: 'labels.name', entity: 'labels', key: 'name' },
  },
  actions: {
    list: get('/repos/{owner}/{repo}/issues', {
      about: 'Issues of a repository, newest first.',
      params: {
        ...at,
        state: stateFilter,
        labels: optional(labelNames),
        assignee: optional(name()),
        creator: optional(name()),
        mentioned: optional(name()),
        milestone: optional(Type.String({ description: 'Number of a milestone, "*" or "none".' })),
        sort,
        direction,
        since: optional(time),
      },
      // GitHub takes them as one text (docs.github.com/rest/issues/issues#list-repository-issues).
      encoding: { lists: 'comma' },
      aliases: {
        ...pageAliases,
        states: { to: 'state', sets: { open: ['OPEN'], closed: ['CLOSED'], all: ['OPEN', 'CLOSED'] } },
      },
      page: paged,
    }),
    get: get('/repos/{owner}/{repo}/issues/{number}', { about: 'One issue.', params: numbered, aliases }),
    list_mine: get('/issues', {
      about: 'Issues that concern you, of all repositories.',
      params: {
        filter: optional(Type.Enum(['assigned', 'created', 'mentioned', 'subscribed', 'repos', 'all'])),
        state: stateFilter,
        labels: optional(labelNames),
        sort,
        direction,
        since: optional(time),
      },
      encoding: { lists: 'comma' },
      aliases: pageAliases,
      page: paged,
    }),
    api_search: get('/search/issues', {
      about: 'Searches issues and pull requests.',
      params: {
        q: q('repo:octo-org/octo-repo is:issue crash'),
        sort: optional(Type.Enum(['comments', 'reactions', 'interactions', 'created', 'updated'])),
        order: direction,
      },
      aliases: searchAliases,
      page: paged,
      records: 'items',
      bucket: 'search',
    }),
    create: post('/repos/{owner}/{repo}/issues', {
      about: 'Opens an issue.',
      params: { ...at, title, ...content },
      reversible: false,
      flow: { content: ['title', 'body'], recipient: ['assignees'] },
    }),
    update: patch('/repos/{owner}/{repo}/issues/{number}', {
      ...sets,
      about: 'Changes an issue; lists replace those that it has.',
      params: {
        ...numbered,
        title: optional(title),
        state: optional(openOrClosed),
        state_reason: optional(
          Type.Union([Type.Enum(['completed', 'not_planned', 'duplicate', 'reopened']), Type.Null()]),
        ),
        ...content,
      },
      flow: { content: ['title', 'body'], recipient: ['assignees'] },
    }),
    close: patch('/repos/{owner}/{repo}/issues/{number}', {
      ...sets,
      about: 'Closes an issue.',
      params: {
        ...numbered,
        state_reason: optional(Type.Enum(['completed', 'not_planned', 'duplicate'])),
      },
      fixed: { state: 'closed' },
    }),
    reopen: patch('/repos/{owner}/{repo}/issues/{number}', {
      ...sets,
      about: 'Opens a closed issue again.',
      params: numbered,
      fixed: { state: 'open' },
    }),
    add_assignees: post('/repos/{owner}/{repo}/issues/{number}/assignees', {
      ...sets,
      about: 'Assigns an issue to more people.',
      params: { ...numbered, assignees: logins(10) },
      flow: { recipient: ['assignees'] },
    }),
    remove_assignees: del('/repos/{owner}/{repo}/issues/{number}/assignees', {
      ...sets,
      about: 'Takes an issue from people.',
      params: { ...numbered, assignees: logins(10) },
      wire: { assignees: { in: 'body' } },
      effect: 'write',
    }),
    lock: put('/repos/{owner}/{repo}/issues/{number}/lock', {
      ...sets,
      about: 'Lets only collaborators comment on an issue.',
      params: {
        ...numbered,
        lock_reason: optional(Type.Enum(['off-topic', 'too heated', 'resolved', 'spam'])),
      },
    }),
    unlock: del('/repos/{owner}/{repo}/issues/{number}/lock', {
      ...sets,
      about: 'Lets everyone comment on an issue again.',
      params: numbered,
      effect: 'write',
    }),
  },
})
