import { stat } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { applicationFilePath } from '../application-file.ts'
import { deploymentFilePath } from '../deployment-file.ts'
import { keyFileOf } from '../root-keys.ts'
import { type Check, type Finding, failure, ok, warning } from './check.ts'

/** Bits that let others read, write or, for a folder, list. */
const OPEN = 0o066

/** Files that only the user of the engine may open. */
export const filePermissions: Check = {
  name: 'permissions of files',
  async run({ config }) {
    const { dataDirectory } = config
    const keyFiles = config.rootKeys.flatMap((setting) => (setting.kind === 'file' ? [setting.path] : []))
    const paths = [
      ...keyFiles,
      dataDirectory,
      applicationFilePath(dataDirectory),
      deploymentFilePath(dataDirectory),
      join(dataDirectory, 'spool'),
    ]
    const findings = await Promise.all(paths.map(findOpen))
    const found = findings.filter((each) => each !== undefined)
    return found.length > 0 ? found : [ok('Nobody else can open what the engine keeps in files.')]
  },
}

/** Whoever copies the data must not get the key with it. */
export const keyApart: Check = {
  name: 'root key apart from the data',
  async run({ config }) {
    const file = keyFileOf(config)
    if (file === undefined) return [ok('The root key is not in a file.')]
    const way = relative(resolve(config.dataDirectory), resolve(file))
    if (!way.startsWith('..')) {
      const fix = 'Move it out of SALLYPORT_DATA_DIR, and let SALLYPORT_ROOT_KEY name it.'
      return [
        failure(`The root key ${file} lies in the data directory: a copy of one is a copy of both.`, fix),
      ]
    }
    if (dirname(resolve(file)) === dirname(resolve(config.dataDirectory))) {
      const fix = 'Keep it in a folder that no backup of the data takes along.'
      return [warning(`The root key ${file} lies right beside the data directory.`, fix)]
    }
    return [ok('The root key is apart from the data.')]
  },
}

async function findOpen(path: string): Promise<Finding | undefined> {
  const found = await stat(path).catch(() => undefined)
  if (found === undefined || (found.mode & OPEN) === 0) return undefined
  const mode = (found.mode & 0o777).toString(8).padStart(4, '0')
  const right = found.isDirectory() ? '700' : '600'
  return failure(`${path} is open to other users (mode ${mode}).`, `chmod ${right} '${path}'`)
}
