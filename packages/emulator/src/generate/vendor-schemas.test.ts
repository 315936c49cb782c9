import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { generateValue } from './generate-value.ts'
import { readVendor } from './testing/response-schemas.ts'
import { validators } from './testing/validate.ts'

const NOW = Date.UTC(2026, 0, 15)

for (const slug of ['github', 'stripe', 'slack', 'google-drive']) {
  const file = fileURLToPath(new URL(`../../../../connectors/${slug}/vendor.json`, import.meta.url))
  const skip = existsSync(file) ? false : `connectors/${slug}/vendor.json is not there`
  test(`Every answer that ${slug} describes can be made, full and blank`, { skip }, () => {
    const { schemas, responses } = readVendor(file)
    const validate = validators(responses, schemas)
    assert.ok(responses.size > 0)
    for (const [name, schema] of responses)
      for (const mode of ['full', 'blank'] as const)
        for (const seed of ['a', 'b', 'c']) {
          const value = generateValue(schema, seed, { schemas, now: NOW, mode })
          assert.deepEqual(validate.get(name)?.(value), [], `${name}, ${mode}, seed ${seed}`)
        }
  })
}
