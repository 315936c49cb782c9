import { Secret } from '@sallyport/errors'
import { processEnvironment } from './config.ts'
import { objectOf } from './json-object.ts'
import { type Environment, SettingReader } from './setting-reader.ts'

/** What a connector that runs without an engine is connected with. */
export interface LocalConfig {
  /** Fields of the form of its credential. */
  readonly credential: ReadonlyMap<string, Secret>
  /** As `replication_config` of a connector in an engine: whose account it is, or what of it. */
  readonly settings: Readonly<Record<string, unknown>>
  readonly redirectOrigins: ReadonlyMap<string, string>
}

/**
 * Reads the credential of a connector from a file that nobody else may read, or from `SALLYPORT_CREDENTIALS`: a JSON
 * object of texts. Settings, which are no secret, come from a file of their own.
 *
 * @throws SallyportError `configuration_invalid`
 */
export function loadLocalConfig(
  { file, settingsFile }: { readonly file: string | undefined; readonly settingsFile?: string | undefined },
  environment: Environment = processEnvironment,
): Readonly<LocalConfig> {
  const reader = new SettingReader(environment)
  const name = file ?? 'SALLYPORT_CREDENTIALS'
  const fields = objectOf((file === undefined ? reader.text(name) : reader.privateFile(file)) ?? '') ?? []
  if (fields.length === 0 || fields.some(([, value]) => typeof value !== 'string')) {
    reader.refuse(name, 'is to hold a JSON object of the fields of the credential, such as {"token": "..."}.')
  }
  const settings = settingsFile === undefined ? {} : settingsIn(reader, settingsFile)
  const redirectOrigins = reader.redirects('SALLYPORT_REDIRECT_ORIGINS')
  reader.finish()
  const credential = new Map(fields.map(([field, value]) => [field, new Secret(String(value))]))
  return Object.freeze({ credential, settings, redirectOrigins })
}

/** What may stand in them the definition says. */
function settingsIn(reader: SettingReader, path: string): Readonly<Record<string, unknown>> {
  const fields = objectOf(reader.file(path) ?? '')
  if (fields === undefined) reader.refuse(path, 'is to be a file with a JSON object of settings.')
  return Object.fromEntries(fields ?? [])
}
