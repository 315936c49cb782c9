import { entity, get, patch } from '@sallyport/definition'
import { Type } from 'typebox'
import { pageAliases, paged, searchAliases } from '../paging.ts'
import { at, direction, flag, line, name, optional, org, q, username } from '../parameters.ts'
import { Organization, Stargazer, User } from '../records/account.ts'

export const organizations = entity({
  about: 'Organizations of GitHub.',
  record: Organization,
  key: ['login'],
  compact: ['login', 'name', 'description'],
  untrusted: ['name', 'description', 'blog', 'location'],
  search: { fields: { login: 'keyword', name: 'text', description: 'text' } },
  sync: { from: 'list_mine', deleted: 'absent' },
  actions: {
    list: get('/users/{username}/orgs', {
      about: 'Public organizations of a user.',
      params: { username },
      aliases: pageAliases,
      page: paged,
    }),
    list_mine: get('/user/orgs', {
      about: 'Organizations of the user behind the credential.',
      aliases: pageAliases,
      page: paged,
    }),
    get: get('/orgs/{org}', { about: 'One organization.', params: { org } }),
    update: patch('/orgs/{org}', {
      about: 'Changes the profile of an organization.',
      params: {
        org,
        name: optional(line),
        description: optional(Type.String({ maxLength: 160 })),
        company: optional(line),
        email: optional(line),
        location: optional(line),
        blog: optional(line),
      },
      idempotency: 'natural',
      reversible: true,
      flow: { content: ['name', 'description'], url: ['blog'] },
    }),
  },
})

export const users = entity({
  about: 'People of GitHub.',
  record: User,
  key: ['login'],
  compact: ['login', 'name', 'type', 'html_url'],
  untrusted: ['name', 'company', 'blog', 'location', 'bio'],
  search: { fields: { login: 'keyword', name: 'text', company: 'text', location: 'text' } },
  sync: { from: 'list', deleted: 'absent' },
  actions: {
    list: get('/orgs/{org}/members', {
      about: 'Members of an organization.',
      params: {
        org,
        filter: optional(Type.Enum(['2fa_disabled', '2fa_insecure', 'all'])),
        role: optional(Type.Enum(['all', 'admin', 'member'])),
      },
      aliases: pageAliases,
      page: paged,
    }),
    list_for_team: get('/orgs/{org}/teams/{team_slug}/members', {
      about: 'Members of a team.',
      params: { org, team_slug: name(), role: optional(Type.Enum(['member', 'maintainer', 'all'])) },
      aliases: pageAliases,
      page: paged,
    }),
    list_assignable: get('/repos/{owner}/{repo}/assignees', {
      about: 'Users to whom issues of a repository can be assigned.',
      params: at,
      aliases: pageAliases,
      page: paged,
    }),
    list_collaborators: get('/repos/{owner}/{repo}/collaborators', {
      about: 'Users who may push to a repository, or more.',
      params: {
        ...at,
        affiliation: optional(Type.Enum(['outside', 'direct', 'all'])),
        permission: optional(Type.Enum(['pull', 'triage', 'push', 'maintain', 'admin'])),
      },
      aliases: pageAliases,
      page: paged,
    }),
    get: get('/users/{username}', { about: 'One user.', params: { username } }),
    me: get('/user', { about: 'The user behind the credential.', check: true }),
    api_search: get('/search/users', {
      about: 'Searches users and organizations.',
      params: {
        q: q('location:Lisbon language:go'),
        sort: optional(Type.Enum(['followers', 'repositories', 'joined'])),
        order: direction,
      },
      aliases: searchAliases,
      page: paged,
      records: 'items',
      bucket: 'search',
    }),
    update_me: patch('/user', {
      about: 'Changes the profile of the user behind the credential.',
      params: {
        name: optional(line),
        email: optional(line),
        blog: optional(line),
        company: optional(line),
        location: optional(line),
        bio: optional(line),
        hireable: optional(flag),
      },
      idempotency: 'natural',
      reversible: true,
      flow: { content: ['name', 'bio'], url: ['blog'] },
    }),
  },
})

export const stargazers = entity({
  about: 'Users who starred a repository, and when.',
  record: Stargazer,
  key: ['user', 'starred_at'],
  compact: ['user.login', 'starred_at'],
  untrusted: ['user.login'],
  search: { fields: { 'user.login': 'keyword', starred_at: 'date' } },
  sync: { from: 'list', deleted: 'absent' },
  relations: { user: { field: 'user.login', entity: 'users', key: 'login' } },
  actions: {
    list: get('/repos/{owner}/{repo}/stargazers', {
      about: 'Users who starred a repository, oldest star first.',
      params: at,
      // docs.github.com/rest/activity/starring: only this media type tells when.
      headers: { accept: 'application/vnd.github.star+json' },
      aliases: pageAliases,
      page: paged,
    }),
  },
})
