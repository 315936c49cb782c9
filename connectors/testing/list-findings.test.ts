import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bearer, type Definition, defineConnector, entity, get, keyset, post } from '@sallyport/definition'
import { emulate } from '@sallyport/emulator'
import { Type } from 'typebox'
import { stripeVendor } from '../stripe/vendor.ts'
import { listFindings } from './list-findings.ts'
import { fill } from './perform.ts'
import { planted } from './planted.ts'
import { Practice } from './practice.ts'
import { openStage } from './stage.ts'

const definition: Definition = defineConnector({
  slug: 'payments',
  id: '0b6d8a3e-6a3c-4c52-9d0c-3a4f6d2f7c11',
  title: 'Payments',
  about: 'Customers.',
  source: { package: 'handwritten', version: '1', file: 'https://payments.example', licence: 'none' },
  server: { url: 'https://api.stripe.com' },
  encoding: { body: 'form' },
  auth: { token: bearer({ field: 'token', title: 'Token' }) },
  errors: { rules: [], message: ['error.message'] },
  entities: {
    customers: entity({
      about: 'Who pays.',
      record: Type.Object({ id: Type.String(), object: Type.String(), created: Type.Integer() }),
      key: ['id'],
      actions: {
        list: get('/v1/customers', {
          records: 'data',
          page: keyset({ after: 'starting_after', size: 'limit', max: 100, key: 'id', more: 'has_more' }),
        }),
        create: post('/v1/customers', {}),
      },
    }),
  },
})

const LIST = 'entities.customers.actions.list'

test('a list that is read as it is has no findings', async () => {
  assert.deepEqual(await findings(definition), [])
})

/** A place in the definition, what is put there, and what is then found. */
const PLANTED: readonly (readonly [place: string, value: unknown, found: string])[] = [
  [`${LIST}.page.more`, 'more', 'customers.list walk does not go on after its first page'],
  ['entities.customers.key', ['object'], 'customers.list walk gives 6 records with 1 keys'],
  ['entities.customers.key', ['number'], 'customers.list walk gives records without their key'],
  [
    'entities.customers.record.properties.created',
    { type: 'string' },
    'customers.list record.created must be string',
  ],
]

for (const [place, value, found] of PLANTED) {
  test(`${place} = ${JSON.stringify(value)}: ${found}`, async () => {
    assert.ok((await findings(planted(definition, place, value))).includes(found))
  })
}

test('a list of one record is too short to be walked, and one of another size is said', async () => {
  assert.deepEqual(await findings(definition, { records: 1, create: 0 }), [
    'customers.list walk has 1 records, too few for two pages',
  ])
  assert.deepEqual(await findings(definition, { size: 7 }), ['customers.list walk gives 6 of 7 records'])
})

interface Beginning {
  readonly records?: number
  readonly create?: number
  readonly size?: number
}

async function findings(
  ours: Definition,
  { records = 3, create = 3, size }: Beginning = {},
): Promise<string[]> {
  const practice = new Practice(ours, { fill: [{ entity: 'customers', action: 'create', times: create }] })
  const play = (options: object) => emulate(stripeVendor, options)
  await using stage = await openStage({ definition: ours, play }, { records })
  await fill(stage, practice)
  const list = practice.find('customers', 'list')
  assert.ok(list)
  const walked = { definition: ours, practice, stage, list, ...(size !== undefined && { size }) }
  return (await listFindings(walked)).map(({ at, problem }) => `${at} ${problem}`)
}
