import { Type } from 'typebox'

export const { Optional: optional, Object: object, Array: list } = Type

export const text = Type.String()
export const whole = Type.Integer()
export const flag = Type.Boolean()
/** JSON of Slack's own that is passed on as it comes. */
export const json = Type.Unknown()

/** Names a record: `C0123456789`. Where Slack takes a name as well, such as #general, that fits too. */
export const id = Type.String({ minLength: 1, maxLength: 255 })
/** docs.slack.dev/reference/methods/conversations.create: lower case, without spaces and full stops. */
export const channelName = Type.String({ minLength: 1, maxLength: 80 })
/** docs.slack.dev/reference/methods/conversations.setTopic. */
export const topic = Type.String({ maxLength: 250 })
export const email = Type.String({ minLength: 3, maxLength: 320 })
/** Without colons: `thumbsup`, or `thumbsup::skin-tone-2`. */
export const emoji = Type.String({ minLength: 1, maxLength: 120 })
export const query = Type.String({ minLength: 1, maxLength: 1000 })
/** A Unix time in seconds. */
export const moment = Type.Integer({
  minimum: 1,
  maximum: 99_999_999_999,
  description: 'Unix time in seconds.',
})
/** Several of them: `U0123456789,U9876543210`. */
export const ids = Type.String({ minLength: 1, maxLength: 20_000, description: 'Ids between commas.' })
/** A name or a title. */
export const line = Type.String({ minLength: 1, maxLength: 255 })
export const url = Type.String({ maxLength: 3000 })
/** docs.slack.dev/messaging/retrieving-messages: seconds, and what tells messages of one second apart. */
export const ts = Type.String({
  pattern: '^[0-9]{1,16}(?:\\.[0-9]{1,6})?$',
  description: 'Such as "1700000000.000100".',
})
/** docs.slack.dev/reference/methods/chat.postMessage: longer texts are cut. */
export const mrkdwn = Type.String({ maxLength: 40_000, description: 'Markdown of Slack ("mrkdwn").' })

const parts = list(object({ type: optional(text) }), { maxItems: 100 })
/** docs.slack.dev/reference/block-kit: a list, or the same as text, as older clients send it. */
export const blocks = Type.Union([parts, Type.String({ maxLength: 200_000 })])

/** docs.slack.dev/messaging/message-metadata. */
export const metadata = object({ event_type: text, event_payload: Type.Object({}) })

/** What a message may hold beside its text. */
export const content = {
  text: mrkdwn,
  blocks: optional(blocks),
  attachments: optional(blocks),
}
