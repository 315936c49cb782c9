import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { idsMember, plural, singular, snakeCase } from './names.ts'

describe('names', () => {
  const names: readonly (readonly [string, string])[] = [
    ['issue', 'issues'],
    ['projectStatus', 'projectStatuses'],
    ['company', 'companies'],
    ['key', 'keys'],
    ['branch', 'branches'],
    ['box', 'boxes'],
    ['cycle', 'cycles'],
    ['release', 'releases'],
    ['address', 'addresses'],
  ]
  for (const [one, many] of names) {
    it(`knows ${many} as several of ${one}`, () => {
      assert.equal(plural(one), many)
      assert.equal(singular(many), one)
    })
  }

  it('has the members that name other records', () => {
    assert.equal(idsMember('labels'), 'labelIds')
    assert.equal(snakeCase('createdAt'), 'created_at')
  })
})
