import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { Static } from 'typebox'
import type { Definition } from '../definition.ts'
import { type DefinitionSchema, publishedSchema } from './definition-schema.ts'

type Written = Static<typeof DefinitionSchema>

test('the published file is the schema; `npm run definition-schema` writes it', () => {
  const file = readFileSync(new URL('../../definition.schema.json', import.meta.url), 'utf8')
  assert.deepEqual(JSON.parse(file), JSON.parse(JSON.stringify(publishedSchema)))
})

test('what the schema describes and the type Definition can stand for each other', () => {
  const toType: (written: Written) => Definition = (written) => written
  const toSchema: (definition: Definition) => Written = (definition) => definition
  // @ts-expect-error A definition has a slug.
  const missing: Written = {} as Omit<Definition, 'slug'>
  assert.ok(toType && toSchema && missing)
})

test('every text, list and map is bounded, and every object closed', () => {
  const unbounded: string[] = []
  const visit = (schema: unknown, at: string): void => {
    if (typeof schema !== 'object' || schema === null) return
    const { type, enum: choices, ...keywords }: Record<string, unknown> = { ...schema }
    const types = [type].flat()
    const bounds = { string: 'maxLength', array: 'maxItems' }
    for (const [name, bound] of Object.entries(bounds)) {
      if (types.includes(name) && !(bound in keywords) && !choices && !('const' in keywords)) unbounded.push(at)
    }
    const closed = keywords.additionalProperties === false
    if (types.includes('object') && !(closed && ('properties' in keywords || 'maxProperties' in keywords))) {
      unbounded.push(at)
    }
    for (const [name, below] of Object.entries(schema)) visit(below, `${at}/${name}`)
  }
  const { properties, $defs } = publishedSchema
  for (const [name, below] of Object.entries({ ...properties, ...$defs })) visit(below, name)
  assert.deepEqual(unbounded, [])
})
