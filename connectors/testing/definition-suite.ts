import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { checkDefinition, type Definition, type Operation } from '@sallyport/definition'
import { SallyportError } from '@sallyport/errors'
import { type CallRequest, resolve } from '@sallyport/runtime'
import { actionFindings } from './action-findings.ts'
import { metadataFindings } from './metadata-findings.ts'
import { modelText } from './model-text.ts'
import type { Rehearsal } from './rehearsal.ts'
import { storeFindings } from './store-findings.ts'

/** Longest text for a model about one thing, in characters. */
const MAX_ABOUT = 120
/**
 * Most that a model has to read to know a whole connector, at a line for each operation, in tokens of about four
 * characters. A caller picks the entities that it needs, and which operations become tools is chosen by a budget
 * later: a connector need not lack what its vendor can do.
 */
const MAX_TOKENS = 6_000

/** What is true of a sound definition by itself. */
export function definitionSuite({ subject, practice, exceptions }: Rehearsal): void {
  const { definition, complete = false } = subject
  describe(`${definition.title}: its definition`, () => {
    test('has no inconsistency', () => assert.deepEqual(checkDefinition(definition), []))

    test('has short texts for the model, and none is empty', () => {
      for (const [place, text] of textsOf(definition)) {
        assert.ok(text.trim().length > 0, `${place} is empty`)
        assert.ok(text.length <= MAX_ABOUT, `${place} has ${text.length} characters`)
      }
    })

    test(`costs a model at most ${MAX_TOKENS} tokens`, () => {
      const tokens = Math.ceil(modelText(definition).length / 4)
      assert.ok(tokens <= MAX_TOKENS, `${tokens} tokens`)
    })

    test('has actions that do what their names say', () => {
      const findings = practice
        .operations()
        .flatMap(({ entity, action, operation }) => actionFindings(`${entity}.${action}`, action, operation))
      assert.deepEqual(exceptions.unexplained(findings), [])
    })

    test('names fields, actions and entities that are there', () => {
      const entities = Object.entries(definition.entities)
      const findings = entities.flatMap(([name, entity]) => storeFindings(definition, name, entity))
      assert.deepEqual(exceptions.unexplained(findings), [])
    })

    test('says what an engine needs to know of it', {
      skip: !complete && 'it does not claim to be complete',
    }, () => {
      assert.deepEqual(exceptions.unexplained(metadataFindings(definition)), [])
    })

    test('has one operation that checks a credential', () => {
      assert.equal(practice.operations().filter(({ operation }) => operation.check).length, 1)
    })

    test('decides the same after a way through JSON', () => {
      const stored: Definition = JSON.parse(JSON.stringify(definition))
      assert.deepEqual(stored, definition)
      for (const named of practice.operations()) {
        const { entity, action } = named
        const params = practice.params(named)
        for (const request of [
          { entity, action, params },
          { entity, action, params: practice.requiredParams(named) },
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

function outcomeOf(definition: Definition, request: CallRequest): unknown {
  try {
    const { params, limit, cursor, fields, operation } = resolve({ definition, config: {} }, request)
    return { params, limit, cursor, fields, path: operation.path }
  } catch (error) {
    assert.ok(SallyportError.isInstance(error))
    return { code: error.code, message: error.message, problems: error.problems }
  }
}
