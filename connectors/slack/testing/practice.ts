import type { PracticeData, Preparation } from '../../testing/practice-data.ts'

const made: Preparation = { entity: 'channels', action: 'create' }
const uploaded: Preparation = { entity: 'files', action: 'upload', params: { channel_id: 'C0GENERAL1' } }
const posted: Preparation = { entity: 'messages', action: 'create' }
const planned: Preparation = { entity: 'messages', action: 'schedule' }

/** What to practise with: a few channels, people and messages are there, and these calls make more. */
export const practice: PracticeData = {
  samples: {
    channel: 'C0GENERAL1',
    channel_id: 'C0GENERAL1',
    user: 'U0ADALOVE1',
    users: 'U0EDSGERD1',
    oldest: '1',
    latest: '9999999999',
    // Of the first message in #general.
    ts: '1767315845.000100',
    timestamp: '1767315845.000100',
    thread_ts: '1767315845.000100',
    message_ts: '1767315845.000100',
    ts_from: '1',
    ts_to: '9999999999',
    'channels name': 'place-{n}',
    'channels types': 'public_channel',
    'files types': 'all',
    'messages query': 'the',
    'files query': 'note',
    email: 'ada@practise.example',
    'reactions name': 'tada',
    type: 'link',
    link: 'https://example.com/',
    emoji: ':tada:',
    post_at: 1_767_330_000,
    bot: 'B0PRACBOT1',
    'channels.kick user': 'U0EDSGERD1',
    'channels.join channel': 'C0DESIGN01',
    'channels.unarchive channel': 'C0OLDNEWS1',
    'channels.close channel': 'D0ADALOVE1',
  },
  from: {
    // A bot changes its own messages alone.
    'messages.update ts': 'messages.create ts',
    'reactions.delete name': 'messages.get_reactions reactions.0.name',
  },
  named: {
    'channels.get': { channel: 'id' },
    'channels.archive': { channel: 'id' },
    'channels.leave': { channel: 'id' },
    'channels.update': { channel: 'id' },
    'channels.invite': { channel: 'id' },
    'channels.kick': { channel: 'id' },
    'messages.get': { ts: 'ts' },
    'messages.delete': { ts: 'ts' },
    'reactions.create': { timestamp: 'ts' },
    'pins.create': { timestamp: 'ts' },
    'files.get': { file: 'id' },
    'files.download': { file: 'id' },
    'files.delete': { file: 'id' },
    'users.get': { user: 'id' },
    'bookmarks.update': { bookmark_id: 'id' },
    'bookmarks.delete': { bookmark_id: 'id' },
    'scheduled_messages.delete': { scheduled_message_id: 'scheduled_message_id' },
    'pins.delete': { timestamp: 'message.ts' },
  },
  first: {
    'channels.archive': made,
    'channels.leave': made,
    'channels.update': made,
    'scheduled_messages.delete': planned,
    'files.delete': uploaded,
    // What Slack refuses a second time is tried on something new.
    'channels.invite': made,
    'channels.kick': { entity: 'channels', action: 'invite' },
    'messages.delete': posted,
    'reactions.create': posted,
    'pins.create': posted,
    'reactions.delete': {
      entity: 'reactions',
      action: 'create',
      params: { timestamp: '1767315845.000100', name: 'eyes' },
    },
  },
  fill: [
    { ...uploaded, times: 2 },
    { ...planned, times: 2 },
    { entity: 'bookmarks', action: 'create' },
    { entity: 'pins', action: 'create', params: { timestamp: '1767319445.000200' } },
    { ...posted, params: { thread_ts: '1767315845.000100' }, times: 2 },
  ],
}
