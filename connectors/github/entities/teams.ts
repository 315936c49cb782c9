import { entity, get } from '@sallyport/definition'
import { pageAliases, paged } from '../paging.ts'
import { name, org } from '../parameters.ts'
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
  },
})
