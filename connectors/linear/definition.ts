import { apiKey, connection, defineConnector, entity, mutation, nullable, query } from '@sallyport/definition'
import { Type } from 'typebox'

const { Object: object, Optional: optional, String: text, Integer: whole, Number: number, Array: list } = Type

const named = object({ id: text(), name: text() })

const issue = object({
  id: text(),
  identifier: text(),
  title: text(),
  description: optional(nullable(text())),
  priority: number(),
  url: text(),
  createdAt: text(),
  updatedAt: text(),
  state: named,
  team: named,
  assignee: optional(nullable(named)),
})

const ISSUE =
  'id identifier title description priority url createdAt updatedAt state { id name } team { id name } assignee { id name }'

export const linear = defineConnector({
  slug: 'linear',
  id: '1c5d8316-ed42-4473-8fbc-2626f03f070c',
  title: 'Linear',
  about: 'Issues of software teams.',
  source: {
    package: '@linear/sdk',
    version: '98.0.0',
    file: 'dist/index-D2pH4Pk9.d.mts',
    licence: 'MIT',
  },
  server: { url: 'https://api.linear.app' },
  auth: {
    key: apiKey({
      field: 'api_key',
      name: 'authorization',
      title: 'Personal API key',
      about: 'Settings, Security & access.',
    }),
  },
  errors: {
    // linear.app/developers/graphql: errors stand in the answer, whatever its status.
    inBand: { at: 'errors' },
    rules: [
      { when: { body: { 'errors.0.extensions.code': 'RATELIMITED' } }, is: 'upstream_rate_limited' },
      { when: { body: { 'errors.0.extensions.type': 'authentication' } }, is: 'credential_invalid' },
      { when: { body: { 'errors.0.extensions.type': 'forbidden' } }, is: 'upstream_forbidden' },
      { when: { body: { 'errors.0.message': 'not found' } }, is: 'upstream_not_found' },
    ],
    message: ['errors.0.extensions.userPresentableMessage', 'errors.0.message'],
  },
  entities: {
    issues: entity({
      about: 'Pieces of work.',
      record: issue,
      key: ['id'],
      actions: {
        list: query(
          `query ($first: Int, $after: String, $filter: IssueFilter) {
            issues(first: $first, after: $after, filter: $filter) { nodes { ${ISSUE} } pageInfo { hasNextPage endCursor } }
          }`,
          {
            about: 'Lists issues.',
            params: { filter: optional(Type.Record(text(), Type.Unknown())) },
            records: 'data.issues.nodes',
            page: connection({ info: 'data.issues.pageInfo', max: 250 }),
          },
        ),
        create: mutation(
          `mutation ($input: IssueCreateInput!) { issueCreate(input: $input) { issue { ${ISSUE} } } }`,
          {
            about: 'Creates an issue in a team.',
            params: {
              teamId: text(),
              title: text(),
              description: optional(nullable(text())),
              priority: optional(whole({ minimum: 0, maximum: 4 })),
              assigneeId: optional(nullable(text())),
              stateId: optional(text()),
              labelIds: optional(list(text())),
            },
            input: 'input',
            records: 'data.issueCreate.issue',
          },
        ),
      },
    }),
  },
})
