import type { Description, Operation } from '../description/operation.ts'
import type { Json, JsonObject } from '../json.ts'
import { type BodyTypes, createBodyTypes } from './body-types.ts'
import { checkBody, checkParameters, PLACES } from './check-decoded.ts'
import type { CheckedRequest } from './checked-request.ts'
import { type DecodedBody, decodeBody } from './decode-body.ts'
import {
  createParameterSets,
  type DecodedParameters,
  decodeParameters,
  type ParameterSets,
} from './decode-parameters.ts'
import type { ReceivedRequest } from './received-request.ts'
import { RequestSchemas } from './request-schemas.ts'
import type { Match } from './router.ts'

export interface ReaderOptions {
  /** Largest body that is read, in bytes; 32 MiB when it is left out. */
  readonly bodyLimit?: number
}

const BODY_LIMIT = 32 * 1024 * 1024
const MOST_VIOLATIONS = 100

/** What is made once for each operation. */
interface Plan {
  readonly sets: ParameterSets
  /** Of an object of all parameters by their places. */
  readonly schema: JsonObject
  readonly bodyTypes: BodyTypes
}

/**
 * Decodes requests and checks them by a description, all departures at once, up to 100; of a body of 10,000 values or
 * more the first that its schema finds. Schemas are compiled when
 * a request first needs them; one that cannot be compiled is thrown as a `TypeError` then, which names the
 * operation. Nothing that a request holds makes it throw.
 *
 * @example
 * ```ts
 * const page = { name: 'page', in: 'query', schema: { type: 'integer' } }
 * const description = readDescription({
 *   openapi: '3.1.0',
 *   servers: [{ url: 'https://api.example.com' }],
 *   paths: { '/users': { get: { parameters: [page] } } },
 * })
 * const match = createRouter(description.operations.values())('GET', '/users')
 * if (!match || 'allow' in match) throw new Error('There is no such operation.')
 * const read = createReader(description)
 * const { query, violations } = read(match, {
 *   method: 'GET',
 *   url: '/users?page=x',
 *   headers: {},
 *   body: Buffer.alloc(0),
 * })
 * // query: { page: 'x' }
 * // violations: [{ in: 'query', field: 'page', code: 'invalid', message: 'must be integer' }]
 * ```
 */
export function createReader(
  description: Description,
  { bodyLimit = BODY_LIMIT }: ReaderOptions = {},
): (match: Match, request: ReceivedRequest) => CheckedRequest {
  const { schemas, plans } = compiledOf(description)
  return (match, request) => {
    const { operation } = match
    try {
      const plan = plans.get(operation) ?? createPlan(schemas, operation)
      plans.set(operation, plan)
      const parameters = decodeParameters(plan.sets, match, request)
      return checkedRequest(schemas, plan, {
        operation,
        parameters,
        decoded: decodeBody(plan.bodyTypes, request, bodyLimit),
      })
    } catch (error) {
      const reason = error instanceof Error ? error.message : 'unknown'
      throw new TypeError(`"${operation.name}" cannot be checked: ${reason}`, { cause: error })
    }
  }
}

/** What requests are checked with, made as it is needed, and kept as long as its description. */
interface Compiled {
  readonly schemas: RequestSchemas
  readonly plans: WeakMap<Operation, Plan>
}

const compiled = new WeakMap<Description, Compiled>()

function compiledOf(description: Description): Compiled {
  const found = compiled.get(description) ?? {
    schemas: new RequestSchemas(description),
    plans: new WeakMap<Operation, Plan>(),
  }
  compiled.set(description, found)
  return found
}

interface Decoded {
  readonly operation: Operation
  readonly parameters: DecodedParameters
  readonly decoded: DecodedBody
}

function checkedRequest(schemas: RequestSchemas, plan: Plan, given: Decoded): CheckedRequest {
  const { operation, parameters, decoded } = given
  const { path, query } = parameters
  const { body, contents } = decoded
  const violations = [
    ...parameters.violations,
    ...checkParameters(schemas, plan.schema, parameters),
    ...decoded.violations,
    ...checkBody(schemas, decoded),
  ]
  return { operation, path, query, body, contents, violations: violations.slice(0, MOST_VIOLATIONS) }
}

function createPlan(schemas: RequestSchemas, operation: Operation): Plan {
  const sets = createParameterSets(schemas, operation)
  const required = new Set(
    operation.parameters.filter((one) => one.required).map((one) => `${one.in} ${nameOf(one)}`),
  )
  const properties = PLACES.map((place): [string, Json] => {
    const fields = [...sets[place].byName.values()]
    return [
      place,
      {
        type: 'object',
        properties: Object.fromEntries(fields.map(({ name, schema }) => [name, schema])),
        required: fields.map(({ name }) => name).filter((name) => required.has(`${place} ${name}`)),
      },
    ]
  })
  return {
    sets,
    schema: { properties: Object.fromEntries(properties) },
    bodyTypes: createBodyTypes(schemas, operation),
  }
}

function nameOf({ in: place, name }: Operation['parameters'][number]): string {
  return place === 'header' ? name.toLowerCase() : name
}
