import { del, entity, get, patch, post, put } from '@sallyport/definition'
import { Type } from 'typebox'
import { pageAliases, paged } from '../paging.ts'
import {
  at,
  direction,
  flag,
  line,
  logins,
  markdown,
  name,
  number,
  openOrClosed,
  optional,
  sha,
  stateFilter,
  title,
} from '../parameters.ts'
import { PullRequest } from '../records/pull-request.ts'

const numbered = { ...at, number }
const aliases = { pull_number: 'number' } as const
/** One value, set: doing it twice is doing it once. */
const sets = { aliases, idempotency: 'natural', reversible: true } as const
const reviewers = { reviewers: optional(logins(15)), team_reviewers: optional(logins(15)) }

export const pull_requests = entity({
  about: 'Proposals to merge one branch into another.',
  record: PullRequest,
  key: ['id'],
  compact: ['number', 'title', 'state', 'draft', 'user.login', 'head.ref', 'base.ref', 'html_url'],
  untrusted: ['title', 'body', 'user.login', 'head.ref', 'head.label', 'labels.name', 'milestone.title'],
  search: {
    fields: {
      number: 'number',
      title: 'text',
      body: 'text',
      state: 'keyword',
      draft: 'boolean',
      'user.login': 'keyword',
      'labels.name': 'keyword',
      'head.ref': 'keyword',
      'base.ref': 'keyword',
      created_at: 'date',
      updated_at: 'date',
      merged_at: 'date',
    },
    semantic: ['title', 'body'],
  },
  // The list takes no time, but an order: what is older than the last cursor has not changed.
  sync: {
    from: 'list',
    cursor: 'updated_at',
    order: 'desc',
    params: { state: 'all', sort: 'updated', direction: 'desc' },
  },
  relations: {
    author: { field: 'user.login', entity: 'users', key: 'login' },
    issue: { field: 'number', entity: 'issues', key: 'number' },
    head: { field: 'head.sha', entity: 'commits', key: 'sha' },
    milestone: { field: 'milestone.number', entity: 'milestones', key: 'number' },
  },
  actions: {
    list: get('/repos/{owner}/{repo}/pulls', {
      about: 'Pull requests, newest first; `issues.api_search` finds them by words.',
      params: {
        ...at,
        state: stateFilter,
        head: optional(name('"account:branch".')),
        base: optional(name()),
        sort: optional(Type.Enum(['created', 'updated', 'popularity', 'long-running'])),
        direction,
      },
      aliases: {
        ...pageAliases,
        // A merged one is closed to the REST API.
        states: {
          to: 'state',
          sets: { open: ['OPEN'], closed: ['CLOSED', 'MERGED'], all: ['OPEN', 'CLOSED', 'MERGED'] },
        },
      },
      page: paged,
    }),
    get: get('/repos/{owner}/{repo}/pulls/{number}', {
      about: 'One pull request, and whether it can be or was merged.',
      params: numbered,
      aliases,
    }),
    create: post('/repos/{owner}/{repo}/pulls', {
      about: 'Proposes to merge a branch.',
      params: {
        ...at,
        title,
        head: name('Branch with the changes; "account:branch" from a fork.'),
        base: name('Branch to merge into.'),
        body: optional(markdown),
        draft: optional(flag),
        maintainer_can_modify: optional(flag),
      },
      reversible: false,
      flow: { content: ['title', 'body'] },
    }),
    update: patch('/repos/{owner}/{repo}/pulls/{number}', {
      ...sets,
      about: 'Changes a pull request.',
      params: {
        ...numbered,
        title: optional(title),
        body: optional(markdown),
        state: optional(openOrClosed),
        base: optional(name()),
        maintainer_can_modify: optional(flag),
      },
      flow: { content: ['title', 'body'] },
    }),
    close: patch('/repos/{owner}/{repo}/pulls/{number}', {
      ...sets,
      about: 'Closes a pull request without merging it.',
      params: numbered,
      fixed: { state: 'closed' },
    }),
    reopen: patch('/repos/{owner}/{repo}/pulls/{number}', {
      ...sets,
      about: 'Opens a closed pull request again.',
      params: numbered,
      fixed: { state: 'open' },
    }),
    merge: put('/repos/{owner}/{repo}/pulls/{number}/merge', {
      about: 'Merges a pull request.',
      result: Type.Object({ sha: Type.String(), merged: Type.Boolean(), message: Type.String() }),
      params: {
        ...numbered,
        merge_method: optional(Type.Enum(['merge', 'squash', 'rebase'])),
        commit_title: optional(line),
        commit_message: optional(markdown),
        sha: optional(sha),
      },
      aliases,
      idempotency: { verify: 'get', when: { merged: true } },
      reversible: false,
      flow: { content: ['commit_title', 'commit_message'] },
    }),
    request_reviewers: post('/repos/{owner}/{repo}/pulls/{number}/requested_reviewers', {
      ...sets,
      about: 'Asks people or teams for a review.',
      params: { ...numbered, ...reviewers },
      flow: { recipient: ['reviewers', 'team_reviewers'] },
    }),
    remove_reviewers: del('/repos/{owner}/{repo}/pulls/{number}/requested_reviewers', {
      ...sets,
      about: 'Asks people or teams no longer for a review.',
      params: { ...numbered, reviewers: logins(15), team_reviewers: optional(logins(15)) },
      wire: { reviewers: { in: 'body' }, team_reviewers: { in: 'body' } },
      effect: 'write',
    }),
    update_branch: put('/repos/{owner}/{repo}/pulls/{number}/update-branch', {
      about: 'Merges the base into the branch of a pull request, after the answer.',
      result: Type.Object({ message: optional(Type.String()), url: optional(Type.String()) }),
      params: { ...numbered, expected_head_sha: optional(sha) },
      aliases,
      idempotency: 'natural',
      reversible: false,
    }),
  },
})
