import { entity, get } from '@sallyport/definition'
import { Type } from 'typebox'
import { pageAliases, paged, searchAliases } from '../paging.ts'
import { at, name, optional, org, q, username } from '../parameters.ts'
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
        role: optional(Type.Enum(['all', 'admin', 'member'])),
      },
      aliases: pageAliases,
      page: paged,
    }),
    list_for_team: get('/orgs/{org}/teams/{team_slug}/members', {
      about: 'Members of a team.',
      params: { org, team_slug: name() },
      aliases: pageAliases,
      page: paged,
    }),
    get: get('/users/{username}', { about: 'One user.', params: { username } }),
    me: get('/user', { about: 'The user behind the credential.', check: true }),
    api_search: get('/search/users', {
      about: 'Searches users and organizations.',
      params: {
        q: q('location:Lisbon language:go'),
      },
      aliases: searchAliases,
      page: paged,
      records: 'items',
      bucket: 'search',
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
