import type { Bucket } from '@sallyport/definition'
import { resolve } from '../../resolve/resolve.ts'
import type { ResolvedCall } from '../../resolve/resolved-call.ts'
import { weather } from '../../testing/weather.ts'

export interface CountedOptions {
  readonly limits?: Readonly<Record<string, Bucket>>
  readonly bucket?: string
  readonly cost?: number
  readonly id?: string
}

/** A read of the made-up weather service, on the buckets that are given. */
export function countedCall({ limits, bucket, cost, id = weather.id }: CountedOptions): ResolvedCall {
  const { entities, ...rest } = weather
  const { stations } = entities
  const get = { ...stations.actions.get, ...(bucket && { bucket }), ...(cost && { cost }) }
  const counted = {
    ...rest,
    id,
    ...(limits && { limits }),
    entities: { stations: { ...stations, actions: { get } } },
  }
  return resolve(
    { definition: counted, config: {} },
    { entity: 'stations', action: 'get', params: { id: 'x' } },
  )
}
