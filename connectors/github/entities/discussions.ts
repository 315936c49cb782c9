import { entity, mutation, query } from '@sallyport/definition'
import { Type } from 'typebox'
import { connectionAt, pageAliases, searchAliases } from '../paging.ts'
import { at, flag, markdown, nodeId, number, optional, q, title } from '../parameters.ts'
import { Discussion } from '../records/discussion.ts'

// docs.github.com/graphql/guides/using-the-graphql-api-for-discussions: GitHub's REST API has none of them.

const DISCUSSION = `id number title body author { login } category { id name } closed isAnswered locked
        upvoteCount url createdAt updatedAt`

const LIST = `query ($owner: String!, $repo: String!, $states: [DiscussionState!], $answered: Boolean, $first: Int = 30, $after: String) {
  repository(owner: $owner, name: $repo) {
    discussions(states: $states, answered: $answered, first: $first, after: $after) {
      nodes { ${DISCUSSION} }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
}`

const GET = `query ($owner: String!, $repo: String!, $number: Int!) {
  repository(owner: $owner, name: $repo) { discussion(number: $number) { ${DISCUSSION} } }
}`

const SEARCH = `query ($q: String!, $first: Int = 30, $after: String) {
  search(type: DISCUSSION, query: $q, first: $first, after: $after) {
    nodes { ... on Discussion { ${DISCUSSION} } }
    pageInfo { hasNextPage endCursor }
    discussionCount
  }
}`

const bucket = 'graphql'

export const discussions = entity({
  about: 'Conversations of a repository that are no issues.',
  record: Discussion,
  key: ['id'],
  compact: ['number', 'title', 'category.name', 'author.login', 'isAnswered', 'url'],
  untrusted: ['title', 'body', 'author.login', 'category.name'],
  search: {
    fields: {
      number: 'number',
      title: 'text',
      body: 'text',
      'author.login': 'keyword',
      'category.name': 'keyword',
      closed: 'boolean',
      isAnswered: 'boolean',
      createdAt: 'date',
      updatedAt: 'date',
    },
    semantic: ['title', 'body'],
  },
  // The newest changes come first where nothing else is asked for.
  sync: { from: 'list', cursor: 'updatedAt', order: 'desc' },
  relations: { author: { field: 'author.login', entity: 'users', key: 'login' } },
  actions: {
    list: query(LIST, {
      about: 'Discussions of a repository, those changed last first.',
      params: {
        ...at,
        states: optional(Type.Array(Type.Enum(['OPEN', 'CLOSED']), { maxItems: 2 })),
        answered: optional(flag),
      },
      aliases: pageAliases,
      records: 'data.repository.discussions.nodes',
      page: connectionAt('repository.discussions'),
      bucket,
    }),
    get: query(GET, {
      about: 'One discussion.',
      params: { ...at, number },
      records: 'data.repository.discussion',
      bucket,
    }),
    api_search: query(SEARCH, {
      about: 'Searches discussions.',
      params: { q: q('repo:octo-org/octo-repo harbor') },
      aliases: searchAliases,
      records: 'data.search.nodes',
      page: connectionAt('search'),
      bucket,
    }),
    create: mutation(
      `mutation ($input: CreateDiscussionInput!) { createDiscussion(input: $input) { discussion { ${DISCUSSION} } } }`,
      {
        about: 'Begins a discussion; `repositoryId` is the `node_id` of a repository.',
        params: { repositoryId: nodeId, categoryId: nodeId, title, body: markdown },
        effect: 'external_message',
        input: 'input',
        records: 'data.createDiscussion.discussion',
        reversible: true,
        flow: { content: ['title', 'body'], recipient: ['repositoryId'] },
        bucket,
      },
    ),
    comment: mutation(
      `mutation ($input: AddDiscussionCommentInput!) {
  addDiscussionComment(input: $input) { comment { id body url createdAt } }
}`,
      {
        about: 'Comments on a discussion.',
        result: Type.Object({
          id: Type.String(),
          body: Type.String(),
          url: Type.String(),
          createdAt: Type.String(),
        }),
        params: { discussionId: nodeId, replyToId: optional(nodeId), body: markdown },
        effect: 'external_message',
        input: 'input',
        records: 'data.addDiscussionComment.comment',
        reversible: false,
        flow: { content: ['body'], recipient: ['discussionId'] },
        bucket,
      },
    ),
    close: mutation(
      `mutation ($input: CloseDiscussionInput!) { closeDiscussion(input: $input) { discussion { ${DISCUSSION} } } }`,
      {
        about: 'Closes a discussion.',
        params: { discussionId: nodeId, reason: optional(Type.Enum(['RESOLVED', 'OUTDATED', 'DUPLICATE'])) },
        input: 'input',
        records: 'data.closeDiscussion.discussion',
        idempotency: 'natural',
        reversible: true,
        bucket,
      },
    ),
  },
})
