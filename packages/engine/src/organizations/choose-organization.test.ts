import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TokenKind } from '@sallyport/contract'
import type { Application } from '../ports.ts'
import { chooseOrganization } from './choose-organization.ts'

const [HOME, GRANTED, OTHER] = ['home', 'granted', 'other']

function applicationOf(granted: readonly string[]): Application {
  return {
    id: 'application',
    organizationId: HOME,
    name: 'x',
    secretHash: new Uint8Array(32),
    secretVersion: 1,
    previousSecretHash: null,
    previousUntil: null,
    granted,
    madeBy: null,
    createdAt: new Date(0),
    revokedAt: null,
  }
}
const single = applicationOf([])
const several = applicationOf([GRANTED])

type Row = readonly [
  what: string,
  application: Application,
  kind: TokenKind,
  boundTo: string | undefined,
  asked: string | undefined,
  chosen: string | 'none' | 'refused',
]

/** The order: what the call names, what the token is bound to, the only one there is. */
const ROWS: readonly Row[] = [
  ['the only one there is', single, 'application', HOME, undefined, HOME],
  [
    'the only one that is left after a grant was taken back',
    single,
    'application',
    undefined,
    undefined,
    HOME,
  ],
  ['the only one, named', single, 'application', HOME, HOME, HOME],
  ['another than the only one', single, 'application', HOME, OTHER, 'refused'],
  ['none of several', several, 'application', undefined, undefined, 'none'],
  ['its own of several', several, 'application', undefined, HOME, HOME],
  ['the granted one', several, 'application', undefined, GRANTED, GRANTED],
  ['one that was not granted', several, 'application', undefined, OTHER, 'refused'],
  ['what the token is bound to', several, 'application', GRANTED, undefined, GRANTED],
  ['another than the token is bound to', several, 'application', GRANTED, HOME, HOME],
  ['bound to one whose grant was taken back', single, 'application', GRANTED, undefined, 'refused'],
  ['named, and its grant was taken back', single, 'application', GRANTED, GRANTED, 'refused'],
  ['a scoped token, nothing named', several, 'scoped', GRANTED, undefined, GRANTED],
  ['a scoped token, its own named', several, 'scoped', GRANTED, GRANTED, GRANTED],
  ['a scoped token, another named that its application reaches', several, 'scoped', GRANTED, HOME, 'refused'],
  ['a widget token, another named', several, 'widget', HOME, GRANTED, 'refused'],
]

for (const [what, application, kind, boundTo, asked, chosen] of ROWS) {
  test(`an organization is chosen: ${what}`, () => {
    const choose = () => chooseOrganization({ kind, boundTo }, application, asked)
    if (chosen === 'refused') assert.throws(choose, { code: 'forbidden' })
    else assert.equal(choose(), chosen === 'none' ? undefined : chosen)
  })
}
