import type { Intent } from '../intent.ts'

/** Wanted of messages in Slack. */
export const slackMessages: readonly Intent[] = [
  {
    says: 'tell #general that the office is closed on friday',
    serves: ['slack.messages.create', 'slack.channels.list', 'slack.channels.list_for_user'],
  },
  {
    says: 'dm maria that her build is ready',
    serves: ['slack.messages.create', 'slack.channels.open', 'slack.users.list', 'slack.users.get_by_email'],
  },
  {
    says: 'what did people talk about in #support today',
    serves: [
      'slack.messages.list',
      'slack.messages.api_search',
      'slack.channels.list',
      'slack.channels.list_for_user',
    ],
  },
  {
    says: 'did anyone mention the outage on slack',
    serves: ['slack.messages.api_search', 'slack.messages.list'],
  },
  {
    says: 'say in that slack thread that we are looking into it',
    serves: ['slack.messages.create', 'slack.messages.list_replies'],
  },
  { says: 'show the whole thread under that message', serves: ['slack.messages.list_replies'] },
  {
    says: 'remind the channel tomorrow at 9 to fill in timesheets',
    serves: ['slack.messages.schedule', 'slack.channels.list'],
  },
  {
    says: 'call off the announcement that is waiting to go out on monday',
    serves: ['slack.scheduled_messages.delete', 'slack.scheduled_messages.list'],
  },
  { says: 'which posts are queued up for later', serves: ['slack.scheduled_messages.list'] },
  {
    says: 'fix the typo in what you just posted in slack',
    serves: ['slack.messages.update', 'slack.messages.list'],
  },
  {
    says: 'take down the message with the wrong numbers',
    serves: ['slack.messages.delete', 'slack.messages.list', 'slack.messages.api_search'],
  },
  {
    says: 'react with a tick to her message',
    serves: ['slack.reactions.create', 'slack.messages.list', 'slack.messages.api_search'],
  },
  {
    says: 'who gave the announcement a thumbs up',
    serves: [
      'slack.messages.get_reactions',
      'slack.messages.list',
      'slack.messages.api_search',
      'github.reactions.list',
      'github.reactions.list_for_comment',
    ],
  },
  {
    says: 'pin the agenda in #planning',
    serves: [
      'slack.pins.create',
      'slack.messages.list',
      'slack.messages.api_search',
      'slack.channels.list',
      'slack.channels.list_for_user',
    ],
  },
  {
    says: 'whisper to nina in the channel so that only she sees it',
    serves: ['slack.messages.create_ephemeral', 'slack.users.list'],
  },
  {
    says: 'copy me the link to that message',
    serves: ['slack.messages.get_permalink', 'slack.messages.list', 'slack.messages.api_search'],
  },
  {
    says: 'fetch the slack message sent at 1712000000.000100',
    serves: ['slack.messages.get', 'slack.messages.list', 'slack.messages.list_replies'],
  },
  {
    says: 'catch me up on what I missed in #product since thursday',
    serves: [
      'slack.messages.list',
      'slack.messages.api_search',
      'slack.channels.list',
      'slack.channels.list_for_user',
    ],
  },
  {
    says: 'everything carlos wrote about kubernetes in slack',
    serves: ['slack.messages.api_search', 'slack.messages.list', 'slack.users.list'],
  },
  {
    says: 'post the deploy summary with buttons and formatting to #ops',
    serves: ['slack.messages.create', 'slack.channels.list', 'slack.channels.list_for_user'],
  },
  {
    says: 'take the eyes emoji off again',
    serves: [
      'slack.reactions.delete',
      'github.reactions.remove',
      'slack.messages.get_reactions',
      'github.reactions.list',
    ],
  },
  { says: 'unpin the outdated agenda', serves: ['slack.pins.delete', 'slack.pins.list'] },
  {
    says: 'what is pinned in #onboarding',
    serves: ['slack.pins.list', 'slack.channels.list', 'slack.channels.list_for_user'],
  },
]
