/** The organization and the application that a client id names. */
export interface ClientName {
  readonly organizationId: string
  readonly applicationId: string
}

const PREFIX = 'sp_'
const FORM = /^sp_[A-Za-z0-9_-]{43}$/

/**
 * Writes a client id. It carries its organization, so that not even a login reads across organizations:
 * every look-up in storage happens inside the scope of one.
 */
export function formatClientId({ organizationId, applicationId }: ClientName): string {
  return PREFIX + Buffer.concat([bytesOf(organizationId), bytesOf(applicationId)]).toString('base64url')
}

/** Reads a client id; `undefined` for text that is none. Who knows it is nobody yet. */
export function parseClientId(text: string): ClientName | undefined {
  if (!FORM.test(text)) return undefined
  const hex = Buffer.from(text.slice(PREFIX.length), 'base64url').toString('hex')
  const name = { organizationId: uuidOf(hex.slice(0, 32)), applicationId: uuidOf(hex.slice(32)) }
  // RFC 4648 3.5: the last character has two bits to spare. One client has one spelling.
  return formatClientId(name) === text ? name : undefined
}

function bytesOf(uuid: string): Buffer {
  return Buffer.from(uuid.replaceAll('-', ''), 'hex')
}

function uuidOf(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
