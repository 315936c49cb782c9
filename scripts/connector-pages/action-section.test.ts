import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Operation } from '@sallyport/definition'
import { actionSection } from './action-section.ts'
import { anglers, params } from './testing/anglers.ts'

const definition = {
  ...anglers,
  server: {
    ...anglers.server,
    origins: { photos: { url: 'https://photos.anglers.example', credential: false } },
  },
}
const section = (stated: Partial<Operation>) => {
  const operation: Operation = { method: 'POST', path: '/x', effect: 'write', params: params({}), ...stated }
  return actionSection({ definition, entity: 'catches', action: 'try', operation })
}

for (const [document, name] of [
  ['query ($id: String!) { catch(id: $id) { id } }', 'query catch'],
  ['query { viewer { id } }', 'query viewer'],
  ['mutation Named($input: In!) { catchCreate(input: $input) { catch { id } } }', 'mutation catchCreate'],
  ['{ pond { id } }', 'query pond'],
  ['query ($by: In = { a: 1 }) { ponds(by: $by) { id } }', 'query ponds'],
  ['query { mine: ponds { id } }', 'query ponds'],
] as const) {
  test(`${document} is shown as ${name}`, () => {
    const text = section({ path: '/graphql', graphql: { document } })
    assert.ok(text.includes(`\n- Request: GraphQL \`${name}\`, by \`POST /graphql\`\n`), text)
  })
}

test('a request to another origin says to which', () => {
  assert.match(
    section({ origin: 'photos' }),
    /- Request: `POST \/x` at `https:\/\/photos\.anglers\.example`\n/,
  )
})

test('an action without parameters says so', () => {
  assert.match(section({}), /\n\nIt takes no parameters\.$/)
})

test('what is not said takes no line', () => {
  const facts = section({}).match(/^- .*$/gm) ?? []
  assert.deepEqual(
    facts.map((fact) => fact.split(':')[0]),
    ['- Request', '- Effect', '- Safe to repeat', '- Allowance'],
  )
})

test('a description that ends without a full stop gets one', () => {
  const described = params({ pond: { type: 'string', description: 'Name of the pond', maxLength: 9 } })
  assert.match(section({ params: described }), /\| Name of the pond\. At most 9 characters\. \|/)
})
