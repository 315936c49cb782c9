import { describeRootKeyProvider } from './conformance.ts'
import { createMemoryRootKey, type Safe } from './memory-root-key.ts'

describeRootKeyProvider({
  name: 'memory',
  async create() {
    const safe: Safe = new Map()
    return {
      rootKey: createMemoryRootKey('memory-1', safe),
      sameAgain: createMemoryRootKey('memory-1', safe),
      other: createMemoryRootKey('memory-2'),
    }
  },
})
