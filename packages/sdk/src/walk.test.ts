import { walkSuite } from '@sallyport/runtime/testing'
import { walk } from './walk.ts'

walkSuite('the SDK', async ({ ask, cursor, budget, now }, onRecord) => {
  const asked = async (at: string | undefined) => ({ ...(await ask(at)), meta: {}, warnings: [] })
  const records = walk(asked, { ...(cursor !== undefined && { cursor }), budget }, now)
  for (;;) {
    const { done, value } = await records.next()
    if (done) return value
    onRecord(value)
  }
})
