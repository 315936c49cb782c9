import type { Exception } from '../../testing/exceptions.ts'

/** Operations whose answer is not the record: what it is, and which ones. */
const OTHER_ANSWERS: readonly (readonly [reason: string, operations: readonly string[]])[] = [
  [
    'Slack answers that it is done, and shows no record.',
    [
      'channels.set_topic',
      'channels.set_purpose',
      'channels.archive',
      'channels.unarchive',
      'channels.kick',
      'channels.leave',
      'channels.close',
    ],
  ],
  [
    'Slack answers with the name or the address of what is shown, and not with the message.',
    ['messages.get_permalink', 'messages.create_ephemeral', 'messages.schedule'],
  ],
]

/** Operations whose answer the description leaves open. */
const UNDESCRIBED = ['messages.api_search', 'messages.get_reactions', 'pins.list']

/** Records that the description writes as a tuple of schemas, of which none can be told to be meant. */
const TUPLES = ['channels.*', 'users.*', 'messages.get', 'messages.list_replies']

export const exceptions: readonly Exception[] = [
  ...OTHER_ANSWERS.flatMap(([reason, operations]) =>
    operations.map((name) => ({ at: `${name} record.**`, reason })),
  ),
  ...UNDESCRIBED.map((name) => ({
    at: `${name} records`,
    reason:
      'The description says "ok" of it and nothing else; the fields are those of the page of the method.',
  })),
  ...TUPLES.map((name) => ({
    at: `${name} record`,
    problem: 'may be any',
    reason: 'The description has a list of schemas where one belongs, which says nothing.',
  })),
  ...['messages.list', 'messages.create'].map((name) => ({
    at: `${name} record.bot_id`,
    problem: 'may be any',
    reason: 'The description has a list of schemas where one belongs, which says nothing.',
  })),
  ...['messages.list', 'messages.list_replies'].map((name) => ({
    at: `${name} page.next`,
    reason: 'It is on the page of pagination, and was left out of the description.',
  })),
  ...['name', 'count', 'users'].map((name) => ({
    at: `reactions record.${name}`,
    reason: 'No answer of its own has it: it is what a message shows under "reactions".',
  })),
  ...['event_type', 'event_payload'].map((name) => ({
    at: `messages.* params.metadata.${name}`,
    reason: 'The description knows metadata as text; what is in it stands on the page of the metadata.',
  })),
  {
    at: 'files.list page.size',
    reason: 'The description says that "count" is text, and shows numbers in it.',
  },
  ...['files.list', 'files.get'].map((name) => ({
    at: `${name} record.id`,
    problem: 'may be missing',
    reason: 'The description requires nothing of a file; there is none without an id.',
  })),
  {
    at: 'files.api_search record.id',
    reason: 'The description says that a match is an object; it is a file.',
  },
  ...['title', 'channel_id', 'thread_ts', 'initial_comment'].map((name) => ({
    at: `files.upload params.${name}`,
    reason: 'It is said at the end of the upload, to files.completeUploadExternal.',
  })),
  ...['filename', 'length'].map((name) => ({
    at: `files.upload params.${name}`,
    problem: 'is required there',
    reason: 'It is a fact of the file, and no parameter.',
  })),
  ...['server-error', 'bad-gateway'].map((fault) => ({
    at: `files.upload refusals.${fault}`,
    reason: 'It is the beginning of an upload that fails here, and before its end nothing is there.',
  })),
  {
    at: 'files.upload records',
    reason: 'They are in the answer to files.completeUploadExternal, with which the upload ends.',
  },
  {
    at: 'client threads.list.**',
    reason: 'Slack asks for the "ts" of the thread, which existing clients need not give.',
  },
  {
    at: 'client bookmarks.create.**',
    reason: 'Slack refuses a bookmark without a "link", which existing clients need not give.',
  },
  ...['compact', 'search', 'sync'].map((name) => ({
    at: `channel_members ${name}`,
    reason: 'Slack lists the ids of members, which have no fields.',
  })),
  {
    at: 'channel_members.list walk',
    problem: 'gives 3 records with 1 keys',
    reason: 'Slack lists the ids of members, which have no fields.',
  },
]
