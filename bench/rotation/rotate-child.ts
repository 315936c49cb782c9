// One piece of work on the keys of a running engine, in a process of its own: <work> <data> <root key files...>.
import { rotateOrganizationKey, rotateRootKey, verifySealedRows } from '@sallyport/engine'
import { openKeyHouse } from './key-house.ts'

const [what = '', data = '', ...rootKeyFiles] = process.argv.slice(2)
const house = await openKeyHouse(data, rootKeyFiles)
const works: Readonly<Record<string, () => Promise<number>>> = {
  root: async () => (await rotateRootKey(house.work)).rewrapped,
  organization: async () => (await rotateOrganizationKey(house.work, house.organizationId)).moved,
  verify: async () => {
    const { opened, failed } = await verifySealedRows({ ...house.work, share: 1 })
    if (failed > 0) throw new Error(`${failed} values do not open`)
    return Object.values(opened).reduce((sum, count) => sum + count, 0)
  },
}
const startedAt = performance.now()
const done = await works[what]?.()
const seconds = (performance.now() - startedAt) / 1000
process.stdout.write(`${JSON.stringify({ done, seconds, rootKeyCalls: house.rootKeyCalls() })}\n`)
await house.close()
