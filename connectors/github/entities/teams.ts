import { del, entity, get, put } from '@sallyport/definition'
import { Type } from 'typebox'
import { pageAliases, paged } from '../paging.ts'
import { name, optional, org, username } from '../parameters.ts'
import { Team } from '../records/account.ts'

const team = { org, team_slug: name() }

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
    get: get('/orgs/{org}/teams/{team_slug}', { about: 'One team.', params: team }),
    add_member: put('/orgs/{org}/teams/{team_slug}/memberships/{username}', {
      about: 'Puts a user into a team, or changes what they may do there.',
      params: { ...team, username, role: optional(Type.Enum(['member', 'maintainer'])) },
      reversible: true,
      flow: { recipient: ['username'] },
    }),
    remove_member: del('/orgs/{org}/teams/{team_slug}/memberships/{username}', {
      about: 'Takes a user out of a team.',
      params: { ...team, username },
      reversible: true,
    }),
  },
})
