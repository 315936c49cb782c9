import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Exceptions } from './exceptions.ts'

const FINDINGS = [
  { at: 'issues.list params.since', problem: 'is not described' },
  { at: 'labels.list params.since', problem: 'is not described' },
  { at: 'issues.get record.state', problem: 'may be null' },
]

/** Where an exception is, and which of the findings it leaves. */
const PLACES = [
  ['issues.list params.since', [1, 2]],
  ['*.list params.since', [2]],
  ['*.* params.since', [2]],
  ['issues.* *.*', [1]],
  ['issues.list', [0, 1, 2]],
  ['issues.list params.sin', [0, 1, 2]],
  ['* params.since', [0, 1, 2]],
] as const

for (const [at, left] of PLACES) {
  test(`an exception at "${at}" leaves ${left.length} of three findings`, () => {
    const exceptions = new Exceptions([{ at, reason: 'Because.' }])
    const expected = left.map((index) => `${FINDINGS[index]?.at} ${FINDINGS[index]?.problem}`)
    assert.deepEqual(exceptions.unexplained(FINDINGS), expected)
    assert.deepEqual(exceptions.unneeded(), left.length === 3 ? [at] : [])
  })
}

test('two stars at the end stand for the rest, or for nothing', () => {
  const exceptions = new Exceptions([
    { at: 'issues.* record.**', reason: 'The vendor says nothing of them.' },
  ])
  const at = [
    'issues.get record',
    'issues.list record.user.login',
    'issues.get params.id',
    'users.get record',
  ]
  assert.deepEqual(exceptions.unexplained(at.map((each) => ({ at: each, problem: 'is odd' }))), [
    'issues.get params.id is odd',
    'users.get record is odd',
  ])
})

test('an exception for one problem explains no other', () => {
  const reason = 'The vendor names no member that is always there.'
  const exceptions = new Exceptions([{ at: '*.* record.**', problem: 'may be missing', reason }])
  const findings = ['may be missing', 'may be null'].map((problem) => ({
    at: 'issues.get record.id',
    problem,
  }))
  assert.deepEqual(exceptions.unexplained(findings), ['issues.get record.id may be null'])
})
