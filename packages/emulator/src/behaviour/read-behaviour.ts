import { Ajv, type ErrorObject } from 'ajv'
import { Check } from 'typebox/value'
import { isObject, type Json, type JsonObject } from '../json.ts'
import { Behaviour } from './behaviour.ts'
import { withParts } from './parts.ts'

const EMPTY: Behaviour = { title: 'API', problems: {} }
const MOST_TOLD = 20

/** Reads `vendor.behaviour.json`. Throws a `TypeError` that names every place where it is wrong. */
export function readBehaviour(value: object | undefined): Behaviour {
  if (value === undefined) return EMPTY
  // Parts may stand for anything, so that it is the whole that has to be valid.
  const whole = assembled(value as JsonObject)
  // Most are valid, and to compile the schema takes longer than to check them.
  if (Check(Behaviour, whole)) return whole
  const validate = new Ajv({ allErrors: true, strict: false }).compile<Behaviour>(Behaviour)
  if (validate(whole)) return whole
  const places = [...new Set((validate.errors ?? []).map(told))].slice(0, MOST_TOLD)
  throw new TypeError(`The behaviour is not valid: ${places.join('; ')}.`)
}

function assembled({ parts, ...behaviour }: JsonObject): Json {
  return isObject(parts)
    ? withParts(behaviour, parts)
    : { ...behaviour, ...(parts !== undefined && { parts }) }
}

function told({ instancePath, message, params }: ErrorObject): string {
  const extra = params.additionalProperty ?? params.allowedValues
  return `${instancePath || 'the whole'} ${message}${extra === undefined ? '' : ` (${extra})`}`
}
