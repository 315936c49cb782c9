import { constants, setPriority } from 'node:os'
import { SallyportError } from '@sallyport/errors'
import { createKeyFile, findKeyFile } from '@sallyport/vault/providers/key-file'
import { loadConfig } from '../config.ts'
import { systemEdge } from '../edge.ts'
import { openKeys } from '../open-keys.ts'
import { argumentsOf } from './arguments-of.ts'
import type { Command } from './command.ts'
import { type KeysArguments, keysUsage, readKeysArguments } from './keys-options.ts'
import {
  isConfirmed,
  type KeysReport,
  rotateOrganizations,
  rotateRoot,
  rotateSigning,
  shred,
  status,
  verify,
} from './keys-work.ts'
import { complain, complainOf, say, sayJson } from './say.ts'

const WRONG_USE = 2

export const keys: Command = {
  name: 'keys',
  about: 'Shows, rotates and destroys keys on the host, beside running engines.',
  usage: keysUsage,
  async run(args) {
    const parsed = argumentsOf(readKeysArguments, args)
    if (parsed instanceof TypeError) return refuse(`${parsed.message}\n${keysUsage}`)
    try {
      if (parsed.action === 'shred' && !(await isConfirmed(parsed))) {
        return refuse('Nothing was shredded: the id was not said a second time.')
      }
      const report = await act(parsed)
      if (parsed.json) sayJson(report.facts)
      else say(report.lines)
      return report.isWhole ? 0 : 1
    } catch (error) {
      if (!SallyportError.isInstance(error)) throw error
      complainOf(error)
      return 1
    }
  },
}

function refuse(text: string): number {
  complain([text])
  return WRONG_USE
}

/** Engines on the same machine go first: whoever works on keys has time. */
function makeWay(): void {
  try {
    setPriority(constants.priority.PRIORITY_LOW)
  } catch {
    // Where the system does not let it, the share of time is what spares them.
  }
}

async function act(parsed: KeysArguments): Promise<KeysReport> {
  if (parsed.action === 'create-root') return createRoot(parsed.path)
  makeWay()
  const { work, close } = await openKeys(loadConfig(), systemEdge, { share: parsed.share })
  try {
    switch (parsed.action) {
      case 'status':
        return await status(work)
      case 'rotate-root':
        return await rotateRoot(work)
      case 'rotate-organization':
        return await rotateOrganizations(work, parsed)
      case 'rotate-signing':
        return await rotateSigning(work, parsed)
      case 'shred':
        return await shred(work, parsed.organizationId)
      default:
        return await verify(work)
    }
  } finally {
    await close()
  }
}

/** Makes the file of a root key that is to follow another. An engine makes one at the very first start alone. */
async function createRoot(path: string): Promise<KeysReport> {
  if ((await findKeyFile(path)) !== undefined) {
    throw new SallyportError('configuration_invalid', `There is a root key in ${path} already.`, {
      fix: 'Name a file that is not there yet.',
    })
  }
  const { keyId } = await createKeyFile(path)
  const lines = [
    `The root key ${keyId} is in ${path}. Back it up apart from the data.`,
    'Give every engine SALLYPORT_ROOT_KEYS_READ=file:<this file> first and start them again; then make it',
    'SALLYPORT_ROOT_KEY, with the old one in SALLYPORT_ROOT_KEYS_READ; then run sallyport keys rotate-root.',
  ]
  return { facts: { rootKeyId: keyId, path }, lines, isWhole: true }
}
