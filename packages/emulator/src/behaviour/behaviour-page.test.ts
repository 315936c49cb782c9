import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { isObject, parseOwnJson } from '../json.ts'
import { languages } from '../query/languages.ts'
import { Behaviour } from './behaviour.ts'
import { forms } from './forms.ts'
import { readBehaviour } from './read-behaviour.ts'

const page = readFileSync(new URL('../../BEHAVIOUR.md', import.meta.url), 'utf8')

/** Names of members at any depth; what OAuth and GraphQL have is on pages of their own. */
function names(schema: unknown, place = ''): string[] {
  if (Array.isArray(schema)) return schema.flatMap((part) => names(part, place))
  if (!isObject(schema)) return []
  const { properties } = schema
  const own = isObject(properties)
    ? Object.entries(properties).flatMap(([name, part]) =>
        ['oauth', 'graphql'].includes(name) ? [name] : [name, ...names(part, name)],
      )
    : []
  const parts = ['items', 'anyOf', 'patternProperties', 'additionalProperties'].flatMap((key) => {
    const part = schema[key]
    return key === 'patternProperties' && isObject(part) ? Object.values(part) : [part]
  })
  return [...own, ...parts.flatMap((part) => names(part, place))]
}

for (const [what, words] of [
  ['member', new Set(names(Behaviour))],
  ['form', new Set(forms.keys())],
  ['query language', new Set(languages.keys())],
] as const) {
  test(`the page names every ${what} of the language`, () => {
    assert.ok(words.size >= 5)
    const missing = [...words].filter((word) => !page.includes(`\`${word}\``) && !page.includes(`\`${word} `))
    assert.deepEqual(missing, [])
  })
}

test('the example of the page is a behaviour', () => {
  const example = parseOwnJson(/```json\n(.+?)```/s.exec(page)?.[1] ?? '')
  assert.ok(isObject(example))
  assert.equal(readBehaviour(example).title, 'Acme Library')
})
