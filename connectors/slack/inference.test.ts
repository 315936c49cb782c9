import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Params, RecordOf } from '@sallyport/definition'
import type { slack } from './definition.ts'

// The compiler runs these tests: where a line below `@ts-expect-error` is allowed, that comment is an error.

type Entities = (typeof slack)['entities']
type Post = Params<Entities['messages']['actions']['create']>
type Search = Params<Entities['messages']['actions']['api_search']>
type Identity = Params<Entities['identity']['actions']['get']>

test('parameters have the types that their schemas state', () => {
  const fit: Post = { channel: 'C1', text: 'Hello', blocks: [{ type: 'divider' }] }
  // @ts-expect-error A message has a text.
  const silent: Post = { channel: 'C1' }
  // @ts-expect-error Slack sorts by score or time.
  const odd: Search = { query: 'x', sort: 'author' }
  // @ts-expect-error It takes nothing.
  const nobody: Identity = { user: 'U1' }
  assert.equal([fit, silent, odd, nobody].length, 4)
})

test('operations keep the names of their methods, and records their shape', () => {
  type Methods = Entities['channels']['actions']['list']['path' | 'bucket']
  const methods: Methods[] = ['/conversations.list', 'conversations.list']
  // @ts-expect-error It is another method.
  const other: Methods = '/users.list'
  const topicOf = ({ topic }: RecordOf<Entities['channels']>): string | undefined => topic?.value
  const members: RecordOf<Entities['channel_members']>[] = ['U1']
  assert.equal([...methods, other, topicOf({ id: 'C1' }), ...members].length, 5)
})
