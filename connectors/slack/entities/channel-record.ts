import { nullable } from '@sallyport/definition'
import * as v from '../values.ts'

const { optional } = v

/** docs.slack.dev/reference/objects/conversation-object. A direct message has no name. */
const words = v.object({ value: v.text, creator: optional(v.text), last_set: optional(v.whole) })

export const Channel = v.object({
  id: v.text,
  name: optional(v.text),
  name_normalized: optional(v.text),
  created: optional(v.whole),
  updated: optional(v.whole),
  creator: optional(v.text),
  user: optional(v.text),
  is_channel: optional(v.flag),
  is_group: optional(v.flag),
  is_im: optional(v.flag),
  is_mpim: optional(v.flag),
  is_private: optional(v.flag),
  is_archived: optional(v.flag),
  is_general: optional(v.flag),
  is_member: optional(v.flag),
  is_read_only: optional(v.flag),
  is_shared: optional(v.flag),
  is_ext_shared: optional(v.flag),
  is_org_shared: optional(v.flag),
  is_pending_ext_shared: optional(v.flag),
  context_team_id: optional(v.text),
  shared_team_ids: optional(v.list(v.text)),
  pending_shared: optional(v.list(v.text)),
  pending_connected_team_ids: optional(v.list(v.text)),
  parent_conversation: optional(nullable(v.text)),
  previous_names: optional(v.list(v.text)),
  num_members: optional(v.whole),
  last_read: optional(v.text),
  locale: optional(v.text),
  unlinked: optional(v.whole),
  topic: optional(words),
  purpose: optional(words),
})
