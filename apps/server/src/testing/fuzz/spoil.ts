import { type Draw, pick } from './draw.ts'

/** Values that few expect. */
const ODD: readonly unknown[] = [
  null,
  true,
  -1,
  0.5,
  2 ** 53,
  1e308,
  '',
  ' ',
  '\u0000',
  '\u202eevil',
  'x'.repeat(300),
  'x'.repeat(5_000),
  '../../etc/passwd',
  '${jndi:ldap://127.0.0.1}',
  '{{constructor}}',
  'urn:uuid:00000000-0000-4000-8000-000000000000',
  [],
  [[[[[]]]]],
  {},
  { constructor: { prototype: {} } },
  { toString: 1, length: -1 },
]
const NAMES = ['extra', 'constructor', 'hasOwnProperty', 'workspace_id', '', 'a.b', '$ref', 'x'.repeat(300)]

/** The same value with one thing in it changed: replaced, left out, added, doubled or wrapped. */
export function spoil(value: unknown, draw: Draw): unknown {
  if (Array.isArray(value) && value.length > 0 && draw() < 0.8) {
    const at = Math.floor(draw() * value.length)
    return value.with(at, spoil(value[at], draw))
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && draw() < 0.9) {
    return spoilObject({ ...value }, draw)
  }
  return pick(draw, [pick(draw, ODD), [value], { value }, value === null ? '' : String(value).repeat(2)])
}

function spoilObject(object: Readonly<Record<string, unknown>>, draw: Draw): unknown {
  const names = Object.keys(object)
  const what = draw()
  if (names.length === 0 || what < 0.15) return { ...object, [pick(draw, NAMES)]: pick(draw, ODD) }
  const name = pick(draw, names)
  const { [name]: value, ...others } = object
  return what < 0.35 ? others : { ...others, [name]: spoil(value, draw) }
}
