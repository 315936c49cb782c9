// One piece of work on the keys of a running engine, in a process of its own: <work> <data> <root key files...>.
import { constants, setPriority } from 'node:os'
import { rotateOrganizationKey, rotateRootKey } from '@sallyport/engine'
import { openKeyHouse } from './key-house.ts'

// As the command does.
setPriority(constants.priority.PRIORITY_LOW)
const [what = '', data = '', ...rootKeyFiles] = process.argv.slice(2)
const house = await openKeyHouse(data, rootKeyFiles)
const works: Readonly<Record<string, () => Promise<number>>> = {
  root: async () => (await rotateRootKey(house.work)).rewrapped,
  organization: async () => (await rotateOrganizationKey(house.work, house.organizationId)).moved,
}
const startedAt = performance.now()
const done = await works[what]?.()
const seconds = (performance.now() - startedAt) / 1000
process.stdout.write(`${JSON.stringify({ done, seconds, rootKeyCalls: house.rootKeyCalls() })}\n`)
await house.close()
