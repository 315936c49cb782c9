import { emulate } from '@sallyport/emulator'
import { openStage } from '../../testing/stage.ts'
import { linear } from '../definition.ts'
import { linearVendor } from '../vendor.ts'

/** Ids of the first record of each list, which the emulated Linear's seed makes the same every time. */
export async function firstRecords<const Entity extends string>(
  entities: readonly Entity[],
): Promise<Readonly<Record<Entity, string>>> {
  await using stage = await openStage({
    definition: linear,
    play: (options) => emulate(linearVendor, options),
  })
  const found: Record<string, string> = {}
  for (const entity of entities) {
    const { data } = await stage.call({ entity, action: entity === 'comments' ? 'list_all' : 'list' })
    found[entity] = (data as readonly { readonly id: string }[])[0]?.id ?? ''
  }
  return found as Record<Entity, string>
}
