import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Params, RecordOf } from '@sallyport/definition'
import type { linear } from './definition.ts'

// The compiler runs these tests: where a line below `@ts-expect-error` is allowed, that comment is an error.

type Entities = (typeof linear)['entities']
type Issue = RecordOf<Entities['issues']>
type ListIssues = Params<Entities['issues']['actions']['list']>
type UpdateIssue = Params<Entities['issues']['actions']['update']>
type Me = Params<Entities['users']['actions']['me']>

test('parameters have the types that their schemas state', () => {
  const fit: (ListIssues | UpdateIssue | Me)[] = [
    {},
    { stateType: 'started', updatedAfter: '-P2W' },
    { id: 'ENG-1', assigneeId: null },
  ]
  const unfit: ListIssues[] = [
    // @ts-expect-error There is no such kind of state.
    { stateType: 'begun' },
    // @ts-expect-error A list is filtered by one team.
    { teamId: ['a', 'b'] },
    // @ts-expect-error There is no `teem`.
    { teem: 'ENG' },
  ]
  // @ts-expect-error An issue is needed.
  const update: UpdateIssue = { title: 'Door' }
  // @ts-expect-error It takes nothing.
  const me: Me = { id: 'me' }
  assert.equal(fit.length + unfit.length + Object.keys({ ...update, ...me }).length, 8)
})

test('records have the types that their shape states', () => {
  const names = (issue: Issue): (string | undefined)[] => [
    issue.state.name,
    issue.assignee?.displayName,
    issue.labels?.nodes[0]?.name,
    // @ts-expect-error It may be assigned to nobody.
    issue.assignee.name,
    // @ts-expect-error Linear has no such field.
    issue.assigneeId,
  ]
  assert.equal(typeof names, 'function')
})

test('lists are told from records', () => {
  type Paged<Action> = Action extends { readonly page: object } ? 'list' : 'record'
  const kinds: [Paged<Entities['issues']['actions']['list']>, Paged<Entities['issues']['actions']['get']>] = [
    'list',
    'record',
  ]
  assert.deepEqual(kinds, ['list', 'record'])
})
