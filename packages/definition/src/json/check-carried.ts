import type { Definition } from '../definition.ts'
import type { Operation } from '../operation.ts'
import { type DefinitionProblem, pathOf } from './problem.ts'

/**
 * Headers that decide how a message is read or forwarded (RFC 9110 7.6.1, RFC 9112 6), or whose it is. The credential's
 * own, `authorization` and `cookie`, only a mechanism may set.
 */
const CONNECTION = [
  'connection',
  'content-encoding',
  'content-length',
  'expect',
  'forwarded',
  'host',
  'http2-settings',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'via',
]
const FORBIDDEN = new Set(CONNECTION)
const FORBIDDEN_TO_REQUESTS = new Set([...CONNECTION, 'authorization', 'content-type', 'cookie'])
/** RFC 6265 4.1.1. */
const COOKIE_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/
const HEADER_NAME = /^[a-z0-9!#$%&'*+.^_`|~-]+$/

type At = readonly [path: readonly string[], name: string]

/** Names of headers and cookies that a definition may not set. */
export function checkCarried(definition: Definition): DefinitionProblem[] {
  const requests = requestHeaders(definition)
  const mechanisms = mechanismHeaders(definition)
  return [
    ...refused(requests, (name) => HEADER_NAME.test(name) && !FORBIDDEN_TO_REQUESTS.has(name)),
    ...refused(mechanisms, (name) => HEADER_NAME.test(name) && !FORBIDDEN.has(name)),
    ...refused(cookies(definition), (name) => COOKIE_NAME.test(name)),
    ...keysInLines(definition),
  ]
}

function refused(names: readonly At[], fits: (name: string) => boolean): DefinitionProblem[] {
  return names
    .filter(([, name]) => !fits(name))
    .map(([path]) => ({
      path: pathOf(path),
      message: 'This header is not for a definition to set, or its name is not in lower case.',
    }))
}

function requestHeaders({ server, entities, idempotency }: Definition): At[] {
  const keys: At[] = idempotency && 'header' in idempotency ? [[['idempotency'], idempotency.header]] : []
  return [
    ...Object.keys(server.headers ?? {}).map((name): At => [['server', 'headers', name], name]),
    ...keys,
    ...Object.entries(entities).flatMap(([entity, { actions }]) =>
      Object.entries(actions).flatMap(([action, operation]) =>
        headersOf(operation).map(
          ([path, name]): At => [['entities', entity, 'actions', action, ...path], name],
        ),
      ),
    ),
  ]
}

function headersOf({ headers = {}, wire = {}, idempotency, takes }: Operation): At[] {
  const sent = Object.entries(wire).filter(([, { in: place }]) => place === 'header')
  const told = takes?.as === 'session' ? Object.keys(takes.tellsInHeaders ?? {}) : []
  const key = typeof idempotency === 'object' && 'header' in idempotency ? [idempotency.header] : []
  return [
    ...Object.keys(headers).map((name): At => [['headers', name], name]),
    ...sent.map(([name, { as }]): At => [['wire', name], as ?? name]),
    ...told.map((name): At => [['takes', 'tellsInHeaders', name], name]),
    ...key.map((name): At => [['idempotency'], name]),
  ]
}

function mechanismHeaders({ auth }: Definition): At[] {
  return Object.entries(auth).flatMap(([way, { mechanism }]) => {
    const path = ['auth', way, 'mechanism']
    if (mechanism.scheme === 'headers') {
      return Object.keys(mechanism.headers).map((name): At => [[...path, 'headers', name], name])
    }
    const inHeader = mechanism.scheme === 'apiKey' && mechanism.in === 'header'
    return inHeader ? [[[...path, 'name'], mechanism.name] as const] : []
  })
}

/** A key of several lines signs; in a header its lines would be headers. */
function keysInLines({ auth }: Definition): DefinitionProblem[] {
  return Object.entries(auth)
    .filter(([, { mechanism }]) => mechanism.scheme !== 'jwt')
    .flatMap(([way, { form }]) =>
      Object.entries(form)
        .filter(([, { kind }]) => kind === 'pem')
        .map(([name]) => ({
          path: pathOf(['auth', way, 'form', name, 'kind']),
          message: 'A key of several lines goes with the mechanism "jwt" only.',
        })),
    )
}

function cookies({ auth }: Definition): At[] {
  return Object.entries(auth).flatMap(([way, { mechanism }]) =>
    mechanism.scheme === 'apiKey' && mechanism.in === 'cookie'
      ? [[['auth', way, 'mechanism', 'name'], mechanism.name] as const]
      : [],
  )
}
