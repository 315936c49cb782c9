import type { AuthMechanism } from '../auth.ts'
import type { Definition } from '../definition.ts'
import type { Operation } from '../operation.ts'
import { climbs, readAddress } from './check-address.ts'
import { type DefinitionProblem, pathOf } from './problem.ts'

type At = readonly [path: readonly string[], text: string]

/** Addresses and paths that lead elsewhere than they seem to, and names of origins and settings that are not there. */
export function checkReach(definition: Definition): DefinitionProblem[] {
  return [
    ...checkHosts(definition),
    ...checkEndpoints(definition),
    ...operationsOf(definition).flatMap((each) => checkOperation(definition, each)),
  ]
}

function checkHosts({ server, config = {} }: Definition): DefinitionProblem[] {
  const { url, regions, origins = {} } = server
  const bases: At[] = [
    [['server', 'url'], url],
    ...Object.entries(regions?.urls ?? {}).map(
      ([name, one]): At => [['server', 'regions', 'urls', name], one],
    ),
  ]
  const plain = Object.entries(origins).map(
    ([name, one]): At => [['server', 'origins', name, 'url'], one.url],
  )
  const named = bases.flatMap(([path, text]) => readAddress(text).names.map((name): At => [path, name]))
  if (regions !== undefined) named.push([['server', 'regions', 'setting'], regions.setting])
  return [
    ...[...bases, ...plain].flatMap(([path, text]) => addressProblem(path, readAddress(text).problem)),
    ...plain.flatMap(([path, text]) =>
      addressProblem(path, /^https:\/\/[^/{}]+\/?$/.test(text) ? undefined : 'is not an origin alone'),
    ),
    ...named
      .filter(([, name]) => !Object.hasOwn(config, name))
      .map(([path]) => ({ path: pathOf(path), message: 'This names a setting that is not there.' })),
  ]
}

function checkEndpoints({ auth }: Definition): DefinitionProblem[] {
  return Object.entries(auth).flatMap(([name, { mechanism }]) =>
    endpointsOf(mechanism).flatMap(([word, url]) => {
      // `{client_id}` of a revocation is the application's.
      const filled = word === 'revoke' ? url.replace('/{client_id}/', '/client_id/') : url
      const { problem, names } = readAddress(filled, { inPath: mechanism.scheme === 'jwt' })
      const leaves = names.length > 0 ? 'has a name in braces in its host' : undefined
      return addressProblem(['auth', name, 'mechanism', word], problem ?? leaves)
    }),
  )
}

/** Where a mechanism sends secrets by itself. */
export function endpointsOf(mechanism: AuthMechanism): [word: string, url: string][] {
  if (mechanism.scheme === 'jwt') return [['token', mechanism.token]]
  if (mechanism.scheme !== 'oauth2') return []
  const { authorize, token, device, revoke } = mechanism
  return Object.entries({ authorize, token, device, revoke: revoke?.url }).flatMap(([word, url]) =>
    url === undefined ? [] : [[word, url]],
  )
}

interface Located {
  readonly at: readonly string[]
  readonly operation: Operation
}

function operationsOf({ entities }: Definition): Located[] {
  return Object.entries(entities).flatMap(([name, { actions }]) =>
    Object.entries(actions).map(([action, operation]) => ({
      at: ['entities', name, 'actions', action],
      operation,
    })),
  )
}

function checkOperation(
  { server, limits = {} }: Definition,
  { at, operation }: Located,
): DefinitionProblem[] {
  const { path, takes, origin, bucket } = operation
  const paths: At[] = [[[...at, 'path'], path]]
  if (takes?.as === 'session' && takes.finish)
    paths.push([[...at, 'takes', 'finish', 'path'], takes.finish.path])
  const missing = [
    ...(origin === undefined || Object.hasOwn(server.origins ?? {}, origin) ? [] : ['origin']),
    ...(bucket === undefined || Object.hasOwn(limits, bucket) ? [] : ['bucket']),
  ]
  return [
    ...paths
      .filter(([, text]) => !isPlainPath(text))
      .map(([names]) => ({ path: pathOf(names), message: 'This is no plain path below the server.' })),
    ...missing.map((word) => ({ path: pathOf([...at, word]), message: `There is no such ${word}.` })),
  ]
}

function isPlainPath(path: string): boolean {
  return /^\/(?!\/)[!-~]*$/.test(path) && !/[\\@?#]|\/\//.test(path) && !climbs(path)
}

function addressProblem(path: readonly string[], problem: string | undefined): DefinitionProblem[] {
  return problem === undefined ? [] : [{ path: pathOf(path), message: `This ${problem}.` }]
}
