import type { Intent } from '../intent.ts'

/** Wanted of channels, files and people in Slack. */
export const slackChannels: readonly Intent[] = [
  { says: 'set up a private channel for the merger', serves: ['slack.channels.create'] },
  {
    says: 'bring tom and aisha into #launch',
    serves: [
      'slack.channels.invite',
      'slack.users.list',
      'slack.channels.list',
      'slack.channels.list_for_user',
    ],
  },
  {
    says: 'throw the contractor out of #finance',
    serves: [
      'slack.channels.kick',
      'slack.channels.list',
      'slack.users.list',
      'slack.channels.list_for_user',
    ],
  },
  {
    says: 'close down #project-x, the project is over',
    serves: ['slack.channels.archive', 'slack.channels.list', 'slack.channels.list_for_user'],
  },
  {
    says: 'what is #random about',
    serves: ['slack.channels.get', 'slack.channels.list', 'slack.channels.list_for_user'],
  },
  {
    says: "write the sprint goal into the channel's topic",
    serves: ['slack.channels.set_topic', 'slack.channels.list'],
  },
  {
    says: 'who is in #incident-42',
    serves: ['slack.channel_members.list', 'slack.channels.list', 'slack.channels.list_for_user'],
  },
  {
    says: 'share the pdf in #sales',
    serves: ['slack.files.upload', 'slack.channels.list', 'slack.channels.list_for_user'],
  },
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
      'github.users.api_search',
    ],
  },
  {
    says: 'add a link to the handbook at the top of the channel',
    serves: ['slack.bookmarks.create', 'slack.channels.list'],
  },
  { says: 'which channels am I in', serves: ['slack.channels.list_for_user', 'slack.channels.list'] },
  {
    says: 'rename #dev to #engineering',
    serves: ['slack.channels.update', 'slack.channels.list', 'slack.channels.list_for_user'],
  },
  { says: 'open the archived #hackathon again', serves: ['slack.channels.unarchive', 'slack.channels.list'] },
  {
    says: 'change what the purpose of the channel says',
    serves: ['slack.channels.set_purpose', 'slack.channels.list'],
  },
  { says: 'join #announcements', serves: ['slack.channels.join', 'slack.channels.list'] },
  {
    says: 'get out of #memes',
    serves: ['slack.channels.leave', 'slack.channels.list', 'slack.channels.list_for_user'],
  },
  {
    says: 'start a group chat with ann, raj and li',
    serves: ['slack.channels.open', 'slack.users.list', 'slack.messages.create'],
  },
  {
    says: 'hide the direct message with the vendor',
    serves: ['slack.channels.close', 'slack.channels.list', 'slack.channels.list_for_user'],
  },
  {
    says: 'how many people are in #general',
    serves: [
      'slack.channels.get',
      'slack.channels.list',
      'slack.channel_members.list',
      'slack.channels.list_for_user',
    ],
  },
  {
    says: 'which slack channels are private',
    serves: ['slack.channels.list', 'slack.channels.list_for_user'],
  },
  {
    says: 'which links are at the top of the channel',
    serves: ['slack.bookmarks.list', 'slack.channels.list'],
  },
  {
    says: 'the wiki link in the channel header points to the wrong page',
    serves: [
      'slack.bookmarks.update',
      'slack.bookmarks.list',
      'slack.channels.set_topic',
      'slack.channels.get',
    ],
  },
  {
    says: 'remove the dead bookmark from #design',
    serves: [
      'slack.bookmarks.delete',
      'slack.bookmarks.list',
      'slack.channels.list',
      'slack.channels.list_for_user',
    ],
  },
  {
    says: 'which images were shared in #design last month',
    serves: [
      'slack.files.list',
      'slack.files.api_search',
      'slack.channels.list',
      'slack.channels.list_for_user',
    ],
  },
  {
    says: 'find the slide deck somebody shared on slack',
    serves: ['slack.files.api_search', 'slack.files.list', 'slack.messages.api_search'],
  },
  { says: 'save the file F0123 from slack', serves: ['slack.files.download', 'slack.files.get'] },
  { says: 'who uploaded file F0456 and how large is it', serves: ['slack.files.get', 'slack.files.list'] },
  {
    says: 'delete the file I shared by accident in slack',
    serves: ['slack.files.delete', 'slack.files.list', 'slack.files.api_search'],
  },
  {
    says: 'who is the slack user behind sue@acme.com',
    serves: ['slack.users.get_by_email', 'slack.users.list'],
  },
  { says: 'which people in our slack are guests or deactivated', serves: ['slack.users.list'] },
  { says: 'what time zone is U0777 in', serves: ['slack.users.get'] },
  { says: 'who gets pinged by @oncall', serves: ['slack.usergroups.list'] },
  { says: 'which app is bot B0AA posting as', serves: ['slack.bots.get', 'slack.users.list'] },
  { says: 'what is our slack workspace called', serves: ['slack.team.get', 'slack.identity.get'] },
  { says: 'what account are you posting under in slack', serves: ['slack.identity.get'] },
]
