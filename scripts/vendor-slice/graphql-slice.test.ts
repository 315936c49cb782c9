import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import {
  buildSchema,
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  parse,
  print,
  specifiedRules,
  validate,
  validateSchema,
} from 'graphql'
import { GITHUB_DOCUMENTS, LINEAR_DOCUMENTS } from './graphql-sample-documents.ts'
import { callsOnly, sdkDocuments } from './graphql-sdk-documents.ts'
import sources from './graphql-sources.json' with { type: 'json' }

const LIMITS: Readonly<Record<string, number>> = { github: 250_000, linear: 300_000 }
/** Linear's client sends every fragment that a document may need, used or not. */
const RULES = specifiedRules.filter((rule) => rule.name !== 'NoUnusedFragmentsRule')

for (const [slug, source] of Object.entries(sources)) {
  const text = readFileSync(new URL(`../../connectors/${slug}/vendor.graphql`, import.meta.url), 'utf8')

  test(`the schema of ${slug} is valid, of a moderate size, and without descriptions`, () => {
    assert.deepEqual(messages(validateSchema(buildSchema(text))), [])
    assert.ok(text.length < (LIMITS[slug] ?? 0), `${text.length} characters`)
    assert.doesNotMatch(text, /"""/)
  })

  test(`the schema of ${slug} says where it comes from and under which licence`, () => {
    for (const words of [
      `${source.package} ${source.version}`,
      source.sha256,
      'Permission is hereby granted',
    ]) {
      assert.ok(text.includes(words), words)
    }
  })

  test(`the schema of ${slug} has the root fields and the types that are asked for, and no other root fields`, () => {
    const schema = buildSchema(text)
    const roots = [schema.getQueryType(), schema.getMutationType()]
    const found = roots.map((root) => [root?.name, Object.keys(root?.getFields() ?? {}).sort()])
    const { Query, Mutation } = source.rootFields
    assert.deepEqual(found, [
      ['Query', [...Query].sort()],
      ['Mutation', [...Mutation].sort()],
    ])
    assert.deepEqual(
      source.types.filter((name) => !schema.getType(name)),
      [],
    )
  })
}

const github = schemaOf('github')
const linear = schemaOf('linear')

for (const [name, document] of Object.entries(GITHUB_DOCUMENTS)) {
  test(`GitHub's schema lets a caller ${name}`, () => {
    assert.deepEqual(messages(validate(github, parse(document))), [])
  })
}

for (const [name, document] of Object.entries(LINEAR_DOCUMENTS)) {
  test(`Linear's schema lets a caller ${name}`, () => {
    assert.deepEqual(messages(validate(linear, parse(document))), [])
  })
}

test("what Linear's own client sends for the wanted root fields is valid", () => {
  const { rootFields } = sources.linear
  const sent = clientDocuments().filter((document) => callsOnly(document, rootFields))
  for (const document of sent) {
    assert.deepEqual(messages(validate(linear, document, RULES)), [], print(document).slice(0, 80))
  }
  const called = new Set(sent.flatMap(rootFieldsOf))
  const wanted = [...rootFields.Query, ...rootFields.Mutation]
  assert.deepEqual(
    wanted.filter((name) => !called.has(name)),
    [],
  )
})

test("a document of Linear's client that needs what was left out is not valid", () => {
  const others = clientDocuments().filter((document) => rootFieldsOf(document).includes('customerTiers'))
  assert.ok(others.length > 0)
  for (const document of others)
    assert.match(messages(validate(linear, document, RULES)).join(), /customerTiers/)
})

function schemaOf(slug: string): GraphQLSchema {
  return buildSchema(
    readFileSync(new URL(`../../connectors/${slug}/vendor.graphql`, import.meta.url), 'utf8'),
  )
}

/** From the installed package, which is the one that the slice was made from. */
function clientDocuments(): DocumentNode[] {
  const connectors = new URL('../../connectors/package.json', import.meta.url)
  const bytes = readFileSync(createRequire(connectors).resolve('@linear/sdk'))
  assert.equal(createHash('sha256').update(bytes).digest('hex'), sources.linear.documents.sha256)
  return sdkDocuments(bytes.toString('utf8'))
}

function rootFieldsOf(document: DocumentNode): string[] {
  return document.definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION
      ? definition.selectionSet.selections.flatMap((field) =>
          field.kind === Kind.FIELD ? field.name.value : [],
        )
      : [],
  )
}

function messages(errors: readonly Error[]): string[] {
  return errors.map((error) => error.message)
}
