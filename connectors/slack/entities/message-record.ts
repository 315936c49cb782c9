import * as v from '../values.ts'

const { optional } = v

/** docs.slack.dev/reference/events/message. A message is named by its channel and its time. */
export const Message = v.object({
  type: optional(v.text),
  subtype: optional(v.text),
  ts: v.text,
  text: v.text,
  user: optional(v.text),
  username: optional(v.text),
  bot_id: optional(v.text),
  bot_profile: optional(v.json),
  team: optional(v.text),
  channel: optional(v.json),
  permalink: optional(v.text),
  thread_ts: optional(v.text),
  parent_user_id: optional(v.text),
  reply_count: optional(v.whole),
  reply_users_count: optional(v.whole),
  reply_users: optional(v.list(v.text)),
  latest_reply: optional(v.text),
  is_locked: optional(v.flag),
  subscribed: optional(v.flag),
  edited: optional(v.json),
  reactions: optional(
    v.list(v.object({ name: v.text, count: optional(v.whole), users: optional(v.list(v.text)) })),
  ),
  files: optional(v.list(v.json)),
  attachments: optional(v.list(v.json)),
  blocks: optional(v.list(v.json)),
  metadata: optional(v.json),
})
