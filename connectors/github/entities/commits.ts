import { entity, get } from '@sallyport/definition'
import { Type } from 'typebox'
import { pageAliases, paged, searchAliases } from '../paging.ts'
import { at, direction, line, name, number, optional, q, time } from '../parameters.ts'
import { Commit } from '../records/repository.ts'

export const commits = entity({
  about: 'Commits of a repository.',
  record: Commit,
  key: ['sha'],
  compact: ['sha', 'commit.message', 'commit.author.name', 'commit.author.date'],
  untrusted: [
    'commit.message',
    'commit.author.name',
    'commit.committer.name',
    'files.filename',
    'files.patch',
  ],
  search: {
    fields: {
      sha: 'keyword',
      'commit.message': 'text',
      'commit.author.name': 'text',
      'author.login': 'keyword',
      'commit.committer.date': 'date',
    },
    semantic: ['commit.message'],
  },
  sync: { from: 'list', cursor: 'commit.committer.date', since: 'since', order: 'desc' },
  relations: { author: { field: 'author.login', entity: 'users', key: 'login' } },
  actions: {
    list: get('/repos/{owner}/{repo}/commits', {
      about: 'Commits of a branch, newest first.',
      params: {
        ...at,
        sha: optional(name('Branch, tag or commit to begin at; without it the default branch.')),
        path: optional(line),
        author: optional(name()),
        committer: optional(name()),
        since: optional(time),
        until: optional(time),
      },
      aliases: pageAliases,
      page: paged,
    }),
    list_for_pull_request: get('/repos/{owner}/{repo}/pulls/{number}/commits', {
      about: 'Commits of a pull request, at most 250.',
      params: { ...at, number },
      aliases: { ...pageAliases, pull_number: 'number' },
      page: paged,
    }),
    get: get('/repos/{owner}/{repo}/commits/{ref}', {
      about: 'One commit with the files that it changes.',
      params: { ...at, ref: name('Commit, branch or tag.') },
      aliases: { sha: 'ref' },
    }),
    api_search: get('/search/commits', {
      about: 'Searches commits of default branches.',
      params: {
        q: q('repo:octo-org/octo-repo crash'),
        sort: optional(Type.Enum(['author-date', 'committer-date'])),
        order: direction,
      },
      aliases: searchAliases,
      page: paged,
      records: 'items',
      bucket: 'search',
    }),
  },
})
