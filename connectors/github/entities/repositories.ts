import { del, entity, get, patch, post, put } from '@sallyport/definition'
import { Type } from 'typebox'
import { pageAliases, paged, searchAliases } from '../paging.ts'
import { at, direction, flag, line, name, optional, org, q, username } from '../parameters.ts'
import { Repository } from '../records/repository.ts'

const sort = optional(Type.Enum(['created', 'updated', 'pushed', 'full_name']))

const settings = {
  description: optional(line),
  homepage: optional(line),
  private: optional(flag),
  has_issues: optional(flag),
  has_projects: optional(flag),
  has_wiki: optional(flag),
  is_template: optional(flag),
  allow_squash_merge: optional(flag),
  allow_merge_commit: optional(flag),
  allow_rebase_merge: optional(flag),
  allow_auto_merge: optional(flag),
  delete_branch_on_merge: optional(flag),
}

const newRepository = {
  name: name(),
  ...settings,
  auto_init: optional(Type.Boolean({ description: 'Make a first commit with an empty README.' })),
  gitignore_template: optional(line),
  license_template: optional(line),
}

/** Of a star GitHub answers with nothing. */
const starring = { params: at, idempotency: 'natural', reversible: true } as const

export const repositories = entity({
  about: 'Code repositories.',
  record: Repository,
  key: ['full_name'],
  compact: ['full_name', 'description', 'private', 'default_branch', 'html_url'],
  untrusted: ['name', 'full_name', 'description', 'topics'],
  search: {
    fields: {
      full_name: 'text',
      description: 'text',
      topics: 'keyword',
      language: 'keyword',
      visibility: 'keyword',
      private: 'boolean',
      archived: 'boolean',
      fork: 'boolean',
      stargazers_count: 'number',
      created_at: 'date',
      pushed_at: 'date',
      updated_at: 'date',
    },
    semantic: ['description'],
  },
  sync: {
    from: 'list_mine',
    cursor: 'updated_at',
    since: 'since',
    order: 'asc',
    params: { sort: 'updated', direction: 'asc' },
  },
  relations: { owner: { field: 'owner.login', entity: 'users', key: 'login' } },
  actions: {
    list: get('/users/{username}/repos', {
      about: 'Public repositories of a user.',
      params: { username, type: optional(Type.Enum(['all', 'owner', 'member'])), sort, direction },
      aliases: pageAliases,
      page: paged,
    }),
    list_for_org: get('/orgs/{org}/repos', {
      about: 'Repositories of an organization.',
      params: {
        org,
        type: optional(Type.Enum(['all', 'public', 'private', 'forks', 'sources', 'member'])),
        sort,
        direction,
      },
      aliases: pageAliases,
      page: paged,
    }),
    list_mine: get('/user/repos', {
      about: 'Repositories that the credential can reach.',
      params: {
        visibility: optional(Type.Enum(['all', 'public', 'private'])),
        affiliation: optional(line),
        sort,
        direction,
        since: optional(Type.String({ format: 'date-time' })),
      },
      aliases: pageAliases,
      page: paged,
    }),
    list_forks: get('/repos/{owner}/{repo}/forks', {
      about: 'Forks of a repository.',
      params: { ...at, sort: optional(Type.Enum(['newest', 'oldest', 'stargazers', 'watchers'])) },
      aliases: pageAliases,
      page: paged,
    }),
    get: get('/repos/{owner}/{repo}', { about: 'One repository.', params: at }),
    api_search: get('/search/repositories', {
      about: 'Searches repositories.',
      params: {
        q: q('octokit language:typescript'),
        sort: optional(Type.Enum(['stars', 'forks', 'help-wanted-issues', 'updated'])),
        order: direction,
      },
      aliases: searchAliases,
      page: paged,
      records: 'items',
      bucket: 'search',
    }),
    create: post('/user/repos', {
      about: 'Makes a repository of your own.',
      params: newRepository,
      reversible: true,
      flow: { content: ['description'], url: ['homepage'] },
    }),
    create_in_org: post('/orgs/{org}/repos', {
      about: 'Makes a repository of an organization.',
      params: { org, ...newRepository },
      reversible: true,
      // A name is taken once, so that a repository of that name is the one that was made.
      idempotency: { verify: 'get', params: { owner: 'org', repo: 'name' } },
      flow: { content: ['description'], url: ['homepage'] },
    }),
    fork: post('/repos/{owner}/{repo}/forks', {
      about: 'Begins to copy a repository to your account or an organization.',
      params: {
        ...at,
        organization: optional(org),
        name: optional(name()),
        default_branch_only: optional(flag),
      },
      reversible: true,
      // GitHub answers with the fork that there is already.
      idempotency: 'natural',
    }),
    update: patch('/repos/{owner}/{repo}', {
      about: 'Changes settings of a repository.',
      params: {
        ...at,
        name: optional(name('New name.')),
        ...settings,
        default_branch: optional(name()),
        archived: optional(flag),
      },
      // With another name the old one is gone afterwards; to ask again would find nothing.
      idempotency: 'none',
      reversible: true,
      flow: { content: ['description'], url: ['homepage'] },
    }),
    delete: del('/repos/{owner}/{repo}', {
      about: 'Deletes a repository with everything in it.',
      params: at,
      reversible: false,
    }),
    replace_topics: put('/repos/{owner}/{repo}/topics', {
      about: 'Replaces the topics of a repository.',
      result: Type.Object({ names: Type.Array(Type.String()) }),
      params: { ...at, names: Type.Array(Type.String({ minLength: 1, maxLength: 50 }), { maxItems: 20 }) },
      idempotency: 'natural',
      reversible: true,
      flow: { content: ['names'] },
    }),
    star: put('/user/starred/{owner}/{repo}', { ...starring, about: 'Stars a repository.' }),
    unstar: del('/user/starred/{owner}/{repo}', {
      ...starring,
      about: 'Takes your star from a repository.',
      effect: 'write',
    }),
  },
})
