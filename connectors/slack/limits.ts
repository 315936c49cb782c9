import type { Bucket } from '@sallyport/definition'

/**
 * docs.slack.dev/apis/web-api/rate-limits: every method is counted by itself, for each app and workspace. Its page
 * names the tier; a minute allows 20, 50 or 100 calls, and short bursts above.
 */
const TIERS = {
  tier2: {
    units: 20,
    methods: [
      'conversations.list',
      'conversations.create',
      'conversations.rename',
      'conversations.setTopic',
      'conversations.setPurpose',
      'conversations.archive',
      'conversations.unarchive',
      'conversations.close',
      'users.list',
      'reactions.remove',
      'pins.add',
      'pins.list',
      'pins.remove',
      'bookmarks.add',
      'bookmarks.edit',
      'bookmarks.remove',
      'search.messages',
      'search.files',
      'usergroups.list',
    ],
  },
  tier3: {
    units: 50,
    methods: [
      'conversations.info',
      'conversations.history',
      'conversations.replies',
      'conversations.invite',
      'conversations.kick',
      'conversations.join',
      'conversations.leave',
      'conversations.open',
      'users.conversations',
      'users.lookupByEmail',
      'chat.update',
      'chat.delete',
      'chat.scheduleMessage',
      'chat.deleteScheduledMessage',
      'chat.scheduledMessages.list',
      'reactions.add',
      'reactions.get',
      'bookmarks.list',
      'files.list',
      'files.delete',
      'bots.info',
      'team.info',
    ],
  },
  tier4: {
    units: 100,
    methods: [
      'conversations.members',
      'users.info',
      'chat.postEphemeral',
      'files.info',
      'files.getUploadURLExternal',
    ],
  },
  // "Special": several hundred a minute. Of messages in one channel one a second, of which the engine cannot tell:
  // there Slack's own 429 says when to go on.
  special: { units: 200, methods: ['chat.postMessage', 'chat.getPermalink', 'auth.test'] },
} as const

/** A method of Slack's that is called here. */
export type Limited = (typeof TIERS)[keyof typeof TIERS]['methods'][number]

export const limits: Readonly<Record<string, Bucket>> = Object.fromEntries(
  Object.values(TIERS).flatMap(({ units, methods }) =>
    methods.map((method): [string, Bucket] => [
      method,
      { per: 'credential', allows: { units, seconds: 60 } },
    ]),
  ),
)
