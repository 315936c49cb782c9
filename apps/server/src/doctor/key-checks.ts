import { inspectKeys } from '@sallyport/postgres'
import { openEveryRow } from '../open-every-row.ts'
import { openRootKeys } from '../root-keys.ts'
import { type Check, failure, ok, warning } from './check.ts'

export const rootKeys: Check = {
  name: 'root keys',
  async run({ config, database }) {
    const configured = (await openRootKeys(config)).map(({ keyId }) => keyId)
    const { rootKeyId, inUse } = await inspectKeys(database.connection)
    const missing = inUse.filter((id) => !configured.includes(id))
    if (missing.length > 0) {
      const fix = 'Let SALLYPORT_ROOT_KEYS_READ name them.'
      return [failure(`Not configured, and needed: ${missing.join(', ')}.`, fix)]
    }
    const [writer = ''] = configured
    if (rootKeyId !== writer || inUse.some((id) => id !== writer)) {
      const fix = 'Run "sallyport keys rotate-root" to its end.'
      return [warning(`A rotation to ${writer} is pending: ${inUse.join(', ')} are in use.`, fix)]
    }
    return [ok(`${writer} is configured, and everything is wrapped by it.`)]
  },
}

/** Organizations that are named: a command with all of them is at hand. */
const MAX_NAMED = 5

export const organizationKeys: Check = {
  name: 'organization keys',
  async run({ database }) {
    const { rotating } = await inspectKeys(database.connection)
    const [first] = rotating
    if (first === undefined)
      return [ok('Every organization has the keys that it seals with, and no older ones.')]
    const named = rotating.slice(0, MAX_NAMED).join(', ')
    const more = rotating.length > MAX_NAMED ? ` and ${rotating.length - MAX_NAMED} more` : ''
    const which = rotating.length === 1 ? first : '--all'
    const fix = `Run "sallyport keys rotate-organization ${which}" to its end.`
    return [warning(`A rotation is pending for ${named}${more}: older keys are not dropped yet.`, fix)]
  },
}

export const everyRow: Check = {
  name: 'every row opens',
  async run({ config, edge, database }) {
    const { opened, failures, organizations } = await openEveryRow(config, edge, database.connection)
    const count = Object.values(opened).reduce((sum, each) => sum + each, 0)
    if (failures.count === 0) return [ok(`${count} sealed values of ${organizations} organizations open.`)]
    const named = failures.first.slice(0, 10).map(({ place, key }) => `${place} ${key.join(' ')}`)
    const fix = 'These were changed or moved, or their key is gone: connect them again, or restore a backup.'
    return [failure(`${failures.count} sealed values do not open: ${named.join('; ')}.`, fix)]
  },
}
