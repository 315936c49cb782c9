import { githubVendor } from '@sallyport/connectors/github/vendor'
import { emulate } from '@sallyport/emulator'
import { systemEdge } from '../edge.ts'
import { createLog } from '../log.ts'
import { practiceConfig } from '../practice-config.ts'
import { makeTemporaryFolder } from '../temporary-folder.ts'
import { startEngine } from '../wire.ts'
import type { Command } from './command.ts'
import { walk } from './demo-walk.ts'
import { stopSignal } from './stop-signal.ts'

/** A token of the shape that GitHub gives out. It opens nothing but the emulator. */
const TOKEN = 'ghp_demo0token0of0the0emulated0github00'
const WRONG_USE = 2
/** What a shell says of a program that SIGINT ended. */
const STOPPED = 130

export const demo: Command = {
  name: 'demo',
  about: 'Walks through a first call against an emulated GitHub, and cleans up after itself.',
  usage: 'Usage: sallyport demo',
  async run(args) {
    if (args.length > 0) {
      process.stderr.write(`${demo.usage}\n`)
      return WRONG_USE
    }
    // Whoever stops it halfway wants no database server left behind.
    const stopped = stopSignal().then(() => STOPPED)
    const folder = await makeTemporaryFolder()
    const github = await emulate(githubVendor, { credentials: TOKEN })
    try {
      const config = practiceConfig(folder.path, github.url)
      const engine = await startEngine({ config, edge: systemEdge, log: createLog(config.logLevel) })
      try {
        if (engine.created === undefined) throw new TypeError('an empty folder is a first start')
        const walked = walk({ engine, application: engine.created, token: TOKEN, github }).then(() => 0)
        return await Promise.race([stopped, walked])
      } finally {
        await engine.close()
      }
    } finally {
      await github.close()
      await folder.remove()
    }
  },
}
