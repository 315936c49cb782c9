import { listOf, nested, own, paramsOf, type Row, stationsOf } from './hostile-parts.ts'

const slow = (pattern: string) => ({ type: 'string', pattern })

/** Names with a meaning of their own in JavaScript. */
export const names: readonly Row[] = [
  [
    'an entity called __proto__',
    (d) => own(d.entities, '__proto__', d.entities.reports),
    /^entities\.__proto__: .*no name/,
  ],
  [
    'an entity called constructor',
    (d) => own(d.entities, 'constructor', d.entities.reports),
    /constructor.*no name/,
  ],
  [
    'a parameter called prototype',
    (d) => own(paramsOf(d), 'prototype', { type: 'string' }),
    /prototype.*no name/,
  ],
  [
    'a field called __proto__ deep in a record',
    (d) => own(stationsOf(d).record.properties, '__proto__', {}),
    /record\.properties\.__proto__/,
  ],
  [
    'records at a path through __proto__',
    (d) => {
      listOf(d).records = 'data.__proto__.polluted'
    },
    /list\.records: .*dots/,
  ],
  [
    'an error message at constructor.name',
    (d) => {
      d.errors.message = ['constructor.name']
    },
    /errors\.message\.0/,
  ],
  [
    'a wire name that leads into prototype',
    (d) => {
      stationsOf(d).actions.create.wire = { name: { as: 'a.prototype.b' } }
    },
    /wire\.name\.as/,
  ],
  [
    'an alias to constructor',
    (d) => {
      listOf(d).aliases = { x: 'constructor' }
    },
    /aliases\.x/,
  ],
  [
    'a group of a pattern into __proto__',
    (d) => {
      d.config.places.fills = { country: '__proto__' }
    },
    /config\.places\.fills\.country/,
  ],
  [
    'a header rule at __proto__',
    (d) => {
      d.errors.rules.push({ when: { body: { 'a.__proto__': 'x' } }, is: 'upstream_invalid' })
    },
    /errors\.rules\.\d+\.when\.body/,
  ],
  [
    'a required parameter called constructor',
    (d) => {
      listOf(d).params.required.push('constructor')
    },
    /params\.required\.2/,
  ],
  [
    'an action that the engine keeps',
    (d) => {
      stationsOf(d).actions.search = listOf(d)
    },
    /"search" cannot name an action/,
  ],
]

/** More than there may be. */
export const sizes: readonly Row[] = [
  [
    'nesting without end',
    (d) => {
      stationsOf(d).record.properties.deep = nested(500, (inner) => [inner], 1)
    },
    /nests deeper/,
  ],
  [
    'a schema of nine levels',
    (d) => {
      paramsOf(d).deep = nested(8, (items) => ({ type: 'array', items }), { type: 'string' })
    },
    /at most 8 levels/,
  ],
  [
    'a schema of 3,000 parts',
    (d) => {
      stationsOf(d).record.properties.wide = nested(6, (one) => ({ anyOf: [one, one, one, one] }), {
        type: 'string',
      })
    },
    /at most 2000 parts/,
  ],
  [
    'a list of 100,000 values',
    (d) => {
      d.errors.message = Array.from({ length: 100_000 }, () => 'a')
    },
    /more than 50000 values/,
  ],
  [
    'a text of a megabyte',
    (d) => {
      d.about = 'x'.repeat(1_000_000)
    },
    /larger than 256 KB/,
  ],
  [
    'many texts that are a megabyte together',
    (d) => {
      paramsOf(d).x = { enum: Array.from({ length: 400 }, (_, at) => String(at).repeat(400)) }
    },
    /larger than 256 KB/,
  ],
  [
    'an about of 2,000 characters',
    (d) => {
      d.about = 'x'.repeat(2_000)
    },
    /^about: .*1000 characters/,
  ],
  [
    '600 parameters',
    (d) => {
      for (let at = 0; at < 600; at++) paramsOf(d)[`p${at}`] = { type: 'string' }
    },
    /params\.properties: .*200/,
  ],
  [
    'an enumeration of 600',
    (d) => {
      paramsOf(d).x = { enum: Array.from({ length: 600 }, (_, at) => at) }
    },
    /x\.enum: .*500 items/,
  ],
  [
    'a page of a billion records',
    (d) => {
      listOf(d).page.max = 1e9
    },
    /page\.max: .*<= 100000/,
  ],
  [
    'a number that is none',
    (d) => {
      listOf(d).page.max = Number.POSITIVE_INFINITY
    },
    /page\.max: .*no JSON/,
  ],
  [
    'a function',
    (d) => {
      d.about = () => 'x'
    },
    /^about: .*no JSON/,
  ],
]

/** Schemas and patterns outside the closed subset. */
export const schemas: readonly Row[] = [
  [
    'a reference to elsewhere',
    (d) => {
      paramsOf(d).x = { $ref: 'https://evil.example/schema.json' }
    },
    /x\.\$ref: .*no such word/,
  ],
  [
    'a reference to itself',
    (d) => {
      paramsOf(d).x = { $ref: '#' }
    },
    /x\.\$ref/,
  ],
  [
    'a dynamic reference',
    (d) => {
      paramsOf(d).x = { $dynamicRef: '#x' }
    },
    /x\.\$dynamicRef/,
  ],
  [
    'a keyword that is not known',
    (d) => {
      paramsOf(d).x = { type: 'string', $code: 'process.exit()' }
    },
    /x\.\$code/,
  ],
  [
    'code in the name of a format',
    (d) => {
      paramsOf(d).x = { type: 'string', format: '"+process.exit()+"' }
    },
    /x\.format: .*one of/,
  ],
  [
    'parameters that take anything',
    (d) => {
      listOf(d).params.additionalProperties = true
    },
    /additionalProperties/,
  ],
  [
    'a pattern that backtracks without end, in a place where nothing bounds it',
    (d) => {
      paramsOf(d).x = slow('^(?=(a+)+$)')
    },
    /syntax of RE2/,
  ],
  [
    'a pattern that refers back',
    (d) => {
      paramsOf(d).x = slow('^(a+)\\1+$')
    },
    /syntax of RE2/,
  ],
  [
    'a pattern that repeats repetitions',
    (d) => {
      paramsOf(d).x = slow('((a{0,99}){0,99}){0,99}')
    },
    /syntax of RE2/,
  ],
  [
    'a pattern that is too large when it is spelled out',
    (d) => {
      paramsOf(d).x = slow('(?:[a-z]{1,100}){1,9}'.repeat(5))
    },
    /too large/,
  ],
  [
    'a pattern in a setting that backtracks',
    (d) => {
      d.config.contact.pattern = '(?!x)(a+)+'
    },
    /config\.contact: .*no regular expression/,
  ],
  [
    'a pattern of a key that looks behind',
    (d) => {
      d.auth.token.form.token.pattern = '(?<=a)b'
    },
    /form\.token\.pattern/,
  ],
  [
    'a hundred patterns and more',
    (d) => {
      for (let at = 0; at < 150; at++) paramsOf(d)[`p${at}`] = slow(`^a{${at}}$`)
    },
    /too large/,
  ],
  [
    'a pattern of names that is none',
    (d) => {
      paramsOf(d).x = { type: 'object', patternProperties: { '(': {} } }
    },
    /syntax of RE2/,
  ],
]
