import type { PracticeData } from '../../testing/practice-data.ts'

const message = 'messages.create ts'

/** What to practise with: a few channels, people and messages are there, and these calls make more. */
export const practice: PracticeData = {
  samples: {
    channel: 'C0GENERAL1',
    channel_id: 'C0GENERAL1',
    user: 'U0ADALOVE1',
    users: 'U0GRACEHO1',
    oldest: '1',
    latest: '9999999999',
    ts_from: '1',
    ts_to: '9999999999',
    'channels name': 'place-{n}',
    types: 'public_channel',
    'files types': 'all',
    query: 'the',
    email: 'ada@practise.example',
    name: 'tada',
    type: 'link',
    link: 'https://example.com/',
    emoji: ':tada:',
    post_at: 1_767_330_000,
    bot: 'B0PRACBOT1',
  },
  from: {
    ts: message,
    timestamp: message,
    message_ts: message,
    thread_ts: message,
  },
}
