import { entity } from '@sallyport/definition'
import { asks } from '../methods.ts'
import * as v from '../values.ts'

export const identity = entity({
  about: 'Whose token it is.',
  record: v.object({
    user_id: v.text,
    user: v.text,
    team_id: v.text,
    team: v.text,
    url: v.text,
    bot_id: v.optional(v.text),
    is_enterprise_install: v.optional(v.flag),
  }),
  key: ['user_id'],
  compact: ['user_id', 'user', 'team_id', 'team', 'bot_id'],
  untrusted: [],
  relations: {
    user: { field: 'user_id', entity: 'users', key: 'id' },
    team: { field: 'team_id', entity: 'team', key: 'id' },
  },
  actions: {
    get: asks('auth.test', { about: 'Who the token acts as, and in which workspace.', check: true }),
  },
})
