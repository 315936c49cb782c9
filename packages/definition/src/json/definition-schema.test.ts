import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { Static } from 'typebox'
import type { Definition } from '../definition.ts'
import { type DefinitionSchema, publishedSchema } from './definition-schema.ts'
import { definitions } from './parameter-schema.ts'

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
  assert.deepEqual([typeof toType, typeof toSchema, typeof missing], ['function', 'function', 'object'])
})

type Keywords = Readonly<Record<string, unknown>>

function isBounded({ type, ...keywords }: Keywords): boolean {
  const types = [type].flat()
  const given = (name: string) => name in keywords
  const listed = given('enum') || given('const')
  const members = given('properties') || given('maxProperties')
  return (
    (!types.includes('string') || listed || given('maxLength')) &&
    (!types.includes('array') || given('maxItems')) &&
    (!types.includes('object') || (keywords.additionalProperties === false && members))
  )
}

function schemasIn(value: unknown, at: string): [at: string, keywords: Keywords][] {
  if (typeof value !== 'object' || value === null) return []
  return [
    [at, { ...value }],
    ...Object.entries(value).flatMap(([name, below]) => schemasIn(below, `${at}/${name}`)),
  ]
}

test('every text, list and map is bounded, and every object closed', () => {
  const schemas = Object.entries({ ...publishedSchema.properties, ...definitions }).flatMap(([name, below]) =>
    schemasIn(below, name),
  )
  assert.ok(schemas.length > 500)
  assert.deepEqual(
    schemas.filter(([, keywords]) => !isBounded(keywords)).map(([at]) => at),
    [],
  )
})
