import { isDeepStrictEqual } from 'node:util'
import type { Connector } from '../ports.ts'
import type { Values } from './connector-settings.ts'

/** The settings that are still the template's: a client that gives back what it read has not given them itself. */
export function stillDefaulted({ config, defaulted }: Connector, stored: Values): string[] {
  return defaulted.filter((name) => isDeepStrictEqual(stored[name], config[name]))
}
