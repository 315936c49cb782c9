import type { Intent } from '../intent.ts'

/** Wanted of Slack. */
export const slackBlind: readonly Intent[] = [
  {
    says: 'tell #general that the office is closed on friday',
    serves: ['slack.messages.create', 'slack.channels.list'],
  },
  {
    says: 'dm maria that her build is ready',
    serves: ['slack.messages.create', 'slack.channels.open', 'slack.users.list', 'slack.users.get_by_email'],
  },
  {
    says: 'what did people talk about in #support today',
    serves: ['slack.messages.list', 'slack.messages.api_search', 'slack.channels.list'],
  },
  {
    says: 'did anyone mention the outage on slack',
    serves: ['slack.messages.api_search', 'slack.messages.list'],
  },
  {
    says: 'say in that thread that we are looking into it',
    serves: ['slack.messages.create', 'slack.messages.list_replies'],
  },
  { says: 'show the whole thread under that message', serves: ['slack.messages.list_replies'] },
  { says: 'remind the channel tomorrow at 9 to fill in timesheets', serves: ['slack.messages.schedule'] },
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
  { says: 'react with a tick to her message', serves: ['slack.reactions.create'] },
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
    serves: ['slack.pins.create', 'slack.messages.list', 'slack.messages.api_search', 'slack.channels.list'],
  },
  { says: 'set up a private channel for the merger', serves: ['slack.channels.create'] },
  {
    says: 'bring tom and aisha into #launch',
    serves: ['slack.channels.invite', 'slack.users.list', 'slack.channels.list'],
  },
  {
    says: 'throw the contractor out of #finance',
    serves: ['slack.channels.kick', 'slack.channels.list', 'slack.users.list'],
  },
  {
    says: 'close down #project-x, the project is over',
    serves: ['slack.channels.archive', 'slack.channels.list'],
  },
  { says: 'what is #random about', serves: ['slack.channels.get', 'slack.channels.list'] },
  { says: "write the sprint goal into the channel's topic", serves: ['slack.channels.set_topic'] },
  { says: 'who is in #incident-42', serves: ['slack.channel_members.list', 'slack.channels.list'] },
  { says: 'share the pdf in #sales', serves: ['slack.files.upload', 'slack.channels.list'] },
  {
    says: "what's ben's email address",
    serves: [
      'slack.users.list',
      'slack.users.get',
      'linear.users.list',
      'linear.users.get',
      'github.users.get',
      'stripe.customers.list',
      'stripe.customers.api_search',
    ],
  },
  { says: 'add a link to the handbook at the top of the channel', serves: ['slack.bookmarks.create'] },
  {
    says: 'whisper to nina in the channel so that only she sees it',
    serves: ['slack.messages.create_ephemeral'],
  },
  { says: 'which channels am I in', serves: ['slack.channels.list_for_user', 'slack.channels.list'] },
]
