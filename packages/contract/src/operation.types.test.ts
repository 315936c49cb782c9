import { test } from 'node:test'
import { Type } from 'typebox'
import { operation } from './operation.ts'

// The compiler checks this file with all others: a line below "@ts-expect-error" that compiles is an error.

const row = {
  method: 'GET',
  path: '/things/{id}',
  aliases: [],
  access: ['application'],
  capability: 'none',
  summary: 'Shows a thing.',
  tag: 'Tokens',
  answer: { status: 200, schema: Type.Object({}) },
} as const

test('a route without a rule of access does not compile', () => {
  operation(row)
  operation({ ...row, access: 'public' })
  const { access, ...open } = row
  // @ts-expect-error Nobody said who may call.
  operation(open)
  const { capability, ...unlimited } = row
  // @ts-expect-error Nobody said what a token has to be good for.
  operation(unlimited)
})

test('a rule of access that lets nobody in, or somebody unknown, does not compile', () => {
  // @ts-expect-error A rule names at least one kind of token.
  operation({ ...row, access: [] })
  // @ts-expect-error There is no such kind of token.
  operation({ ...row, access: ['session'] })
  // @ts-expect-error What is open to everybody is said by the word `public`.
  operation({ ...row, access: undefined })
  // @ts-expect-error There is no such capability.
  operation({ ...row, capability: 'everything' })
})
