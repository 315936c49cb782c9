import { entity } from '@sallyport/definition'
import { asks, byCursor } from '../methods.ts'
import * as v from '../values.ts'

const { optional } = v

/** docs.slack.dev/reference/objects/user-object. */
const User = v.object({
  id: v.text,
  team_id: optional(v.text),
  name: optional(v.text),
  real_name: optional(v.text),
  deleted: optional(v.flag),
  color: optional(v.text),
  tz: optional(v.text),
  tz_label: optional(v.text),
  tz_offset: optional(v.whole),
  is_admin: optional(v.flag),
  is_owner: optional(v.flag),
  is_primary_owner: optional(v.flag),
  is_restricted: optional(v.flag),
  is_ultra_restricted: optional(v.flag),
  is_bot: optional(v.flag),
  is_app_user: optional(v.flag),
  is_forgotten: optional(v.flag),
  is_invited_user: optional(v.flag),
  is_email_confirmed: optional(v.flag),
  has_2fa: optional(v.flag),
  locale: optional(v.text),
  who_can_share_contact_card: optional(v.text),
  updated: optional(v.whole),
  profile: optional(
    v.object({
      display_name: optional(v.text),
      real_name: optional(v.text),
      first_name: optional(v.text),
      last_name: optional(v.text),
      title: optional(v.text),
      email: optional(v.text),
      phone: optional(v.text),
      status_text: optional(v.text),
      status_emoji: optional(v.text),
      image_72: optional(v.text),
    }),
  ),
})

const include_locale = optional(v.flag)

export const users = entity({
  about: 'People and bots of the workspace.',
  record: User,
  key: ['id'],
  compact: ['id', 'name', 'real_name', 'profile.display_name', 'profile.title', 'deleted', 'is_bot'],
  untrusted: [
    'name',
    'real_name',
    'profile.display_name',
    'profile.real_name',
    'profile.first_name',
    'profile.last_name',
    'profile.title',
    'profile.status_text',
  ],
  search: {
    fields: {
      name: 'text',
      real_name: 'text',
      'profile.display_name': 'text',
      'profile.title': 'text',
      'profile.email': 'keyword',
      deleted: 'boolean',
      is_bot: 'boolean',
      is_admin: 'boolean',
      updated: 'date',
    },
  },
  // `updated` grows with every change, and Slack cannot filter by it.
  sync: { from: 'list', cursor: 'updated', deleted: { field: 'deleted' } },
  actions: {
    list: asks('users.list', {
      about: 'Everybody in the workspace, and who was.',
      params: { include_locale },
      records: 'members',
      page: byCursor,
    }),
    get: asks('users.info', {
      about: 'One user.',
      params: { user: v.id, include_locale },
      records: 'user',
    }),
    get_by_email: asks('users.lookupByEmail', {
      about: 'The user with an address.',
      params: { email: v.email },
      records: 'user',
    }),
  },
})
