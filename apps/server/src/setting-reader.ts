import { readFileSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { type Problem, SallyportError, Secret } from '@sallyport/errors'
import { objectOf } from './json-object.ts'
import { type RootKeySetting, readRootKeySetting } from './root-key-setting.ts'
import { isAddressBlock, isOrigin, isPlainLoopback } from './setting-forms.ts'

/** Variables by their names. */
export type Environment = Readonly<Record<string, string | undefined>>

/** Calls in so many seconds. */
export interface CallQuota {
  readonly calls: number
  readonly seconds: number
}

/** Reads variables one by one and collects what is wrong with them. */
export class SettingReader {
  readonly #environment: Environment
  readonly #problems: Problem[] = []

  constructor(environment: Environment) {
    this.#environment = environment
  }

  text(name: string): string | undefined {
    return this.#environment[name]?.trim() || undefined
  }

  secret(name: string): Secret | undefined {
    const value = this.text(name)
    return value === undefined ? undefined : new Secret(value)
  }

  port(name: string): number | undefined {
    const value = this.text(name)
    if (value === undefined || (/^\d{1,5}$/.test(value) && Number(value) <= 65_535))
      return value === undefined ? undefined : Number(value)
    return this.refuse(name, 'is to be a number from 0 to 65535.')
  }

  /** @param usual Where nothing is set: to have no limit, somebody has to say so. */
  quota(name: string, usual: CallQuota): CallQuota | null {
    const value = this.text(name)
    if (value === undefined) return usual
    if (value === 'off') return null
    const [, calls, seconds] = /^(\d{1,9})\/(\d{1,5})$/.exec(value) ?? []
    if (Number(calls) > 0 && Number(seconds) > 0) return { calls: Number(calls), seconds: Number(seconds) }
    this.refuse(name, 'is to be calls/seconds, such as 6000/60, or off.')
    return usual
  }

  count(name: string): number | undefined {
    const value = this.text(name)
    if (value === undefined || (/^\d{1,6}$/.test(value) && Number(value) > 0))
      return value === undefined ? undefined : Number(value)
    return this.refuse(name, 'is to be a number from 1 to 999999.')
  }

  choice<const T extends string>(name: string, choices: readonly T[]): T | undefined {
    const value = this.text(name)
    const found = choices.find((choice) => choice === value)
    if (value === undefined || found !== undefined) return found
    return this.refuse(name, `is to be one of: ${choices.join(', ')}.`)
  }

  origin(name: string): string | undefined {
    const value = this.text(name)
    const url = value === undefined ? undefined : URL.parse(value)
    if (value === undefined || (url && isOrigin(url))) return url?.origin
    return this.refuse(name, 'is to be an origin such as https://sallyport.example.com.')
  }

  /** Of an engine to which a client secret goes. */
  clientUrl(): string | undefined {
    const url = this.origin('SALLYPORT_URL')
    if (url?.startsWith('http:') && !isPlainLoopback(URL.parse(url))) {
      return this.refuse('SALLYPORT_URL', 'is to be https: the client secret goes there.')
    }
    return url
  }

  trustProxy(name: string): boolean | string {
    const value = this.text(name)
    if (value === undefined || value === 'false') return false
    if (value === 'true') return true
    if (value.split(',').every((item) => isAddressBlock(item.trim()))) return value
    this.refuse(name, 'is to be true, false, or addresses and CIDR blocks with commas between them.')
    return false
  }

  rootKey(name: string): RootKeySetting | undefined {
    const value = this.text(name)
    return value === undefined ? undefined : this.#rootKeyOf(name, value)
  }

  rootKeyList(name: string): readonly RootKeySetting[] {
    const values = this.text(name)?.split(',') ?? []
    return values.flatMap((value) => this.#rootKeyOf(name, value.trim()) ?? [])
  }

  #rootKeyOf(name: string, value: string): RootKeySetting | undefined {
    const setting = readRootKeySetting(value, this)
    return 'refused' in setting ? this.refuse(name, setting.refused) : setting
  }

  redirects(name: string): ReadonlyMap<string, string> {
    const value = this.text(name)
    if (value === undefined) return new Map()
    const pairs = objectOf(value)
    const fits = pairs?.every(
      ([from, to]) => isOrigin(URL.parse(from)) && typeof to === 'string' && isPlainLoopback(URL.parse(to)),
    )
    if (pairs !== undefined && fits) return new Map(pairs.map(([from, to]) => [from, String(to)]))
    this.refuse(
      name,
      'is to be a JSON object of origins, each to one such as http://127.0.0.1:4010. It is for demos and tests only.',
    )
    return new Map()
  }

  /** A file of the operator's account, outside the data directory: whoever copies the one does not get the other. */
  configurationFile(name: string): string {
    const folder = this.text('XDG_CONFIG_HOME') ?? join(homedir(), '.config')
    return join(resolve(folder), 'sallyport', name)
  }

  refuse(name: string, what: string): undefined {
    this.#problems.push({ field: name, code: 'setting', message: `${name} ${what}` })
  }

  finish(): void {
    if (this.#problems.length === 0) return
    const message = this.#problems.map((problem) => problem.message).join('\n')
    throw new SallyportError('configuration_invalid', message, { problems: this.#problems })
  }

  /** What is in the file that a variable names. */
  fileNamedBy(name: string): string | undefined {
    const path = this.text(name)
    return path === undefined
      ? undefined
      : (this.file(path) ?? this.refuse(name, 'names a file that cannot be read.'))
  }

  /** A file with a secret in it: readable by its owner alone, where the system knows owners. */
  privateFile(path: string): string | undefined {
    const open =
      process.platform !== 'win32' && ((statSync(path, { throwIfNoEntry: false })?.mode ?? 0) & 0o077) !== 0
    return open ? this.refuse(path, 'can be read by others: chmod 600.') : this.file(path)
  }

  file(path: string): string | undefined {
    try {
      return readFileSync(path, 'utf8')
    } catch {
      return undefined
    }
  }
}
