import { entity, nullable, unpaged } from '@sallyport/definition'
import { asks } from '../methods.ts'
import * as v from '../values.ts'

const { optional } = v

const Usergroup = v.object({
  id: v.text,
  team_id: optional(v.text),
  name: v.text,
  handle: v.text,
  description: optional(v.text),
  is_external: optional(v.flag),
  created_by: optional(v.text),
  updated_by: optional(nullable(v.text)),
  date_create: optional(v.whole),
  date_update: optional(v.whole),
  date_delete: optional(v.whole),
  user_count: optional(v.json),
  users: optional(v.list(v.text)),
})

export const usergroups = entity({
  about: 'Groups of people that are mentioned by one handle.',
  record: Usergroup,
  key: ['id'],
  compact: ['id', 'handle', 'name'],
  untrusted: ['name', 'handle', 'description'],
  search: { fields: { name: 'text', handle: 'keyword', description: 'text', users: 'keyword' } },
  sync: {
    from: 'list',
    cursor: 'date_update',
    params: { include_users: true, include_disabled: true },
    deleted: { field: 'date_delete' },
  },
  relations: { users: { field: 'users', entity: 'users', key: 'id' } },
  actions: {
    list: asks('usergroups.list', {
      about: 'Groups of people, with "include_users" the ids of their members as well.',
      params: {
        include_users: optional(v.flag),
        include_count: optional(v.flag),
        include_disabled: optional(v.flag),
      },
      records: 'usergroups',
      page: unpaged('Slack gives all groups of a workspace at once.'),
    }),
  },
})
