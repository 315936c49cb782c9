import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { checkDefinition, type Definition, type Method, type Operation } from '@sallyport/definition'
import { SallyportError } from '@sallyport/errors'
import { type CallRequest, resolve } from '@sallyport/runtime'
import type { Practice } from './practice.ts'

/** Longest text for a model about one thing, in characters. */
const MAX_ABOUT = 120
/** Most that a model has to read to know a whole connector, in tokens of about four characters. */
const MAX_TOKENS = 4_000

/** What is true of a sound definition by itself. */
export function definitionSuite(definition: Definition, practice: Practice): void {
  describe(`${definition.title}: its definition`, () => {
    test('has no inconsistency', () => assert.deepEqual(checkDefinition(definition), []))

    test('has short texts for the model, and none is empty', () => {
      for (const [place, text] of textsOf(definition)) {
        assert.ok(text.trim().length > 0, `${place} is empty`)
        assert.ok(text.length <= MAX_ABOUT, `${place} has ${text.length} characters`)
      }
    })

    test(`costs a model at most ${MAX_TOKENS} tokens`, () => {
      const { title, about, entities } = definition
      const characters = JSON.stringify({
        title,
        about,
        entities: Object.entries(entities).map(shown),
      }).length
      assert.ok(characters / 4 <= MAX_TOKENS, `${Math.ceil(characters / 4)} tokens`)
    })

    test('has actions that do what their names say', () => {
      for (const { entity, action, operation } of practice.operations()) {
        assert.deepEqual(oddities(action, operation), [], `${entity}.${action}`)
      }
    })

    test('has one operation that checks a credential', () => {
      assert.equal(practice.operations().filter(({ operation }) => operation.check).length, 1)
    })

    test('decides the same after a way through JSON', () => {
      const stored: Definition = JSON.parse(JSON.stringify(definition))
      assert.deepEqual(stored, definition)
      for (const { entity, action } of practice.operations()) {
        const params = practice.params(entity, action)
        for (const request of [
          { entity, action, params },
          { entity, action, params: practice.requiredParams(entity, action) },
          { entity, action, params: { ...params, nonsense: 1 }, limit: 0 },
        ]) {
          assert.deepEqual(outcomeOf(stored, request), outcomeOf(definition, request), `${entity}.${action}`)
        }
      }
    })
  })
}

type Text = readonly [place: string, text: string]

function textsOf({ about, config = {}, auth, entities }: Definition): Text[] {
  return [
    ['about', about],
    ...Object.entries(config).map(([name, field]): Text => [`config.${name}`, field.about]),
    ...Object.entries(auth).flatMap(([way, { form }]) =>
      Object.entries(form).map(([name, field]): Text => [`auth.${way}.${name}`, field.about ?? field.title]),
    ),
    ...Object.entries(entities).flatMap(([entity, { about, actions }]): Text[] => [
      [entity, about],
      ...Object.entries(actions).flatMap(([action, operation]) =>
        textsOfOperation(`${entity}.${action}`, operation),
      ),
    ]),
  ]
}

function textsOfOperation(place: string, { about, params }: Operation): Text[] {
  const described = Object.entries(params.properties).flatMap(([name, schema]): Text[] =>
    'description' in schema ? [[`${place} params.${name}`, String(schema.description)]] : [],
  )
  return about === undefined ? described : [[place, about], ...described]
}

function shown([name, { about, actions }]: [string, Definition['entities'][string]]) {
  const operations = Object.entries(actions).map(([action, { about, params }]) => ({ action, about, params }))
  return { name, about, operations }
}

interface Verb {
  readonly methods?: readonly Method[]
  readonly paged?: boolean
  readonly read: boolean
}

/** First word of an action -> what its operation has to be. Other words name what they please. */
const VERBS: Readonly<Record<string, Verb>> = {
  list: { methods: ['GET'], paged: true, read: true },
  // `api_search`
  api: { paged: true, read: true },
  get: { paged: false, read: true },
  create: { methods: ['POST', 'PUT'], paged: false, read: false },
  update: { methods: ['PATCH', 'PUT', 'POST'], paged: false, read: false },
  delete: { methods: ['DELETE'], paged: false, read: false },
}

function oddities(action: string, { method, effect, page }: Operation): string[] {
  const verb = VERBS[action.split('_')[0] ?? '']
  const reads = effect === 'read'
  const paged = page !== undefined
  return [
    ...(verb?.methods?.includes(method) === false ? [`is sent with ${method}`] : []),
    ...((verb?.paged ?? paged) === paged ? [] : [`has ${paged ? 'pages' : 'no pages'}`]),
    ...((verb?.read ?? reads) === reads ? [] : [`has the effect ${effect}`]),
    ...(method === 'GET' && !reads ? [`is a GET with the effect ${effect}`] : []),
    ...(method === 'DELETE' && reads ? ['is a DELETE that claims to read'] : []),
  ]
}

function outcomeOf(definition: Definition, request: CallRequest): unknown {
  try {
    const { params, limit, cursor, fields, operation } = resolve({ definition, config: {} }, request)
    return { params, limit, cursor, fields, path: operation.path }
  } catch (error) {
    assert.ok(SallyportError.isInstance(error))
    return { code: error.code, message: error.message, problems: error.problems }
  }
}
