import { isObject } from '../json.ts'

/** What a member of a rule has to be. */
export interface Check {
  readonly fits: (value: unknown) => boolean
  /** The rest of a sentence that begins with the member's name. */
  readonly says: string
  readonly required?: true
}

export function integer(least: number, most: number): Check {
  const fits = (value: unknown) =>
    Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most
  return { fits, says: `is a whole number from ${least} to ${most}` }
}

export function oneOf(...values: readonly (string | number)[]): Check {
  return {
    fits: (value) => values.some((known) => known === value),
    says: `is one of ${values.join(', ')}`,
  }
}

export function text(pattern: RegExp, says: string): Check {
  return { fits: (value) => typeof value === 'string' && pattern.test(value), says }
}

export function required(check: Check): Check & { readonly required: true } {
  return { ...check, required: true }
}

export const truth: Check = { fits: (value) => typeof value === 'boolean', says: 'is true or false' }

export const share: Check = {
  fits: (value) => typeof value === 'number' && value > 0 && value <= 1,
  says: 'is a number above 0 and up to 1',
}

export const times: Check = {
  fits: (value) =>
    value === 'always' ||
    value === Number.POSITIVE_INFINITY ||
    (Number.isSafeInteger(value) && Number(value) >= 1),
  says: 'is a whole number from 1, or "always"',
}

const MOST_ERRORS = 100
const MOST_TEXT = 100_000

/** Objects that JSON can hold. */
export const objects: Check = {
  fits: (value) =>
    Array.isArray(value) && value.length <= MOST_ERRORS && value.every(isObject) && isWritable(value),
  says: `is a list of at most ${MOST_ERRORS} objects, as JSON of at most ${MOST_TEXT} characters`,
}

function isWritable(value: unknown): boolean {
  try {
    return JSON.stringify(structuredClone(value)).length <= MOST_TEXT
  } catch {
    return false
  }
}

/** RFC 9110, 5.5: what may stand in a header's value. */
const FIELD_VALUE = /^[\x20-\x7e]{1,1000}$/

export const headerValue = text(FIELD_VALUE, 'is 1 to 1000 printable ASCII characters')

export const headerValues: Check = {
  fits: (value) =>
    Array.isArray(value) && value.length >= 2 && value.length <= 10 && value.every(headerValue.fits),
  says: 'is a list of 2 to 10 header values of printable ASCII characters',
}

export const target: Check = {
  fits: (value) =>
    value === 'self' || (typeof value === 'string' && value.length <= 2000 && isWebAddress(value)),
  says: 'is "self" or an origin such as http://127.0.0.1:8080',
}

function isWebAddress(value: string): boolean {
  return URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)
}
