import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import type { Json, JsonObject } from '../../json.ts'

/** What Ajv finds wrong with a value; empty where it is valid. */
export type Validate = (value: Json) => readonly string[]

/** Validation by the library that checks requests: none of the code under test. */
export function validator(schema: JsonObject, schemas: JsonObject = {}): Validate {
  return validators(new Map([['it', schema]]), schemas).get('it') ?? (() => ['There is no such schema.'])
}

/** Validators by name. What the schemas share is compiled once. */
export function validators(
  named: ReadonlyMap<string, JsonObject>,
  schemas: JsonObject,
): ReadonlyMap<string, Validate> {
  // Without `ownProperties` every object has a member `constructor` for Ajv.
  const ajv = new Ajv2020({ strict: false, validateSchema: false, logger: false, ownProperties: true })
  formats.default(ajv)
  const list = [...named]
  ajv.addSchema({
    $id: 'all',
    components: { schemas },
    answers: list.map(([, schema]) => ({ allOf: [schema] })),
  })
  return new Map(list.map(([name], index) => [name, report(ajv.getSchema(`all#/answers/${index}`))]))
}

function report(validate: ValidateFunction | undefined): Validate {
  return (value) => {
    if (!validate) return ['There is no such schema.']
    return validate(value)
      ? []
      : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
  }
}
