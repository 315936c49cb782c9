import { clientRoutes, type OperationId, PATH_PREFIXES } from '@sallyport/contract/client'
import { originOf } from './engine-origin.ts'

/** What fills in the path of an operation, and stands behind it. */
export interface Place {
  readonly params?: Readonly<Record<string, string>> | undefined
  readonly query?: Readonly<Record<string, string>> | undefined
}

/** Where an operation of the contract is called. */
export interface Address {
  readonly method: string
  readonly url: string
}

/** Gives the addresses of operations at an engine. `url` is its origin. */
export function createAddresses(url: string): (id: OperationId, place: Place) => Address {
  const base = `${originOf(url)}${PATH_PREFIXES[0]}`
  return (id, { params, query }) => {
    const [method, path] = clientRoutes[id]
    const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params?.[name] ?? ''))
    return { method, url: base + filled + (query === undefined ? '' : `?${new URLSearchParams(query)}`) }
  }
}
