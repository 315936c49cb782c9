import { del, entity, get, patch, post, put } from '@sallyport/definition'
import { Type } from 'typebox'
import { pageAliases, paged } from '../paging.ts'
import { at, id, line, logins, name, optional, org, username } from '../parameters.ts'
import { Team } from '../records/account.ts'

const team = { org, team_slug: name() }
const membership = '/orgs/{org}/teams/{team_slug}/memberships/{username}'
const privacy = optional(Type.Enum(['secret', 'closed']))
const flow = { content: ['name', 'description'] } as const

export const teams = entity({
  about: 'Teams of an organization.',
  record: Team,
  key: ['id'],
  compact: ['slug', 'name', 'description'],
  untrusted: ['name', 'description'],
  search: { fields: { slug: 'keyword', name: 'text', description: 'text', privacy: 'keyword' } },
  sync: { from: 'list', deleted: 'absent' },
  actions: {
    list: get('/orgs/{org}/teams', {
      about: 'Teams of an organization that the credential can see.',
      params: { org },
      aliases: pageAliases,
      page: paged,
    }),
    list_mine: get('/user/teams', {
      about: 'Teams of the user behind the credential.',
      aliases: pageAliases,
      page: paged,
    }),
    list_for_repository: get('/repos/{owner}/{repo}/teams', {
      about: 'Teams that can reach a repository.',
      params: at,
      aliases: pageAliases,
      page: paged,
    }),
    get: get('/orgs/{org}/teams/{team_slug}', { about: 'One team.', params: team }),
    create: post('/orgs/{org}/teams', {
      about: 'Makes a team.',
      params: {
        org,
        name: name(),
        description: optional(line),
        privacy,
        maintainers: optional(logins(100)),
        parent_team_id: optional(id),
      },
      reversible: true,
      flow,
    }),
    update: patch('/orgs/{org}/teams/{team_slug}', {
      about: 'Changes a team; with its name its slug changes too.',
      params: { ...team, name: optional(name()), description: optional(line), privacy },
      // With another name the old one is gone afterwards; to ask again would find nothing.
      idempotency: 'none',
      reversible: true,
      flow,
    }),
    delete: del('/orgs/{org}/teams/{team_slug}', {
      about: 'Deletes a team and the teams below it.',
      params: team,
      reversible: false,
    }),
    add_member: put(membership, {
      about: 'Puts a user into a team, or changes what they may do there.',
      result: Type.Object({ url: Type.String(), role: Type.String(), state: Type.String() }),
      params: { ...team, username, role: optional(Type.Enum(['member', 'maintainer'])) },
      idempotency: 'natural',
      reversible: true,
      flow: { recipient: ['username'] },
    }),
    remove_member: del(membership, {
      about: 'Takes a user out of a team.',
      params: { ...team, username },
      reversible: true,
    }),
  },
})
