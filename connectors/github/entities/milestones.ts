import { del, entity, get, patch, post } from '@sallyport/definition'
import { Type } from 'typebox'
import { pageAliases, paged } from '../paging.ts'
import {
  at,
  direction,
  markdown,
  number,
  openOrClosed,
  optional,
  stateFilter,
  time,
  title,
} from '../parameters.ts'
import { Milestone } from '../records/issue.ts'

const aliases = { milestone_number: 'number' } as const
const content = { state: optional(openOrClosed), description: optional(markdown), due_on: optional(time) }
const flow = { content: ['title', 'description'] } as const

export const milestones = entity({
  about: 'Goals of a repository that issues are planned for.',
  record: Milestone,
  key: ['id'],
  compact: ['number', 'title', 'state', 'due_on', 'open_issues'],
  untrusted: ['title', 'description'],
  search: {
    fields: { title: 'text', description: 'text', state: 'keyword', due_on: 'date', updated_at: 'date' },
    semantic: ['description'],
  },
  sync: { from: 'list', params: { state: 'all' }, deleted: 'absent' },
  relations: { creator: { field: 'creator.login', entity: 'users', key: 'login' } },
  actions: {
    list: get('/repos/{owner}/{repo}/milestones', {
      about: 'Milestones of a repository.',
      params: {
        ...at,
        state: stateFilter,
        sort: optional(Type.Enum(['due_on', 'completeness'])),
        direction,
      },
      aliases: {
        ...pageAliases,
        states: { to: 'state', sets: { open: ['OPEN'], closed: ['CLOSED'], all: ['OPEN', 'CLOSED'] } },
      },
      page: paged,
    }),
    get: get('/repos/{owner}/{repo}/milestones/{number}', {
      about: 'One milestone.',
      params: { ...at, number },
      aliases,
    }),
    create: post('/repos/{owner}/{repo}/milestones', {
      about: 'Makes a milestone.',
      params: { ...at, title, ...content },
      reversible: true,
      flow,
    }),
    update: patch('/repos/{owner}/{repo}/milestones/{number}', {
      about: 'Changes, closes or reopens a milestone.',
      params: { ...at, number, title: optional(title), ...content },
      aliases,
      idempotency: 'natural',
      reversible: true,
      flow,
    }),
    delete: del('/repos/{owner}/{repo}/milestones/{number}', {
      about: 'Deletes a milestone; its issues stay.',
      params: { ...at, number },
      aliases,
      reversible: false,
    }),
  },
})
