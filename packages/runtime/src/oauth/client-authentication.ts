import type { OAuthApplication } from './token-grant.ts'

/** RFC 6749 2.3.1, in the body. A public application says its id (3.2.1). */
export function clientMembers({
  clientId,
  clientSecret,
}: OAuthApplication): Readonly<Record<string, string>> {
  return { client_id: clientId, ...(clientSecret !== undefined && { client_secret: clientSecret }) }
}

/** RFC 6749 2.3.1, in the header: both are encoded as in a form before they are joined. */
export function clientSecretBasic({ clientId, clientSecret = '' }: OAuthApplication): string {
  const pair = `${formEncoded(clientId)}:${formEncoded(clientSecret)}`
  return `Basic ${Buffer.from(pair).toString('base64')}`
}

/** RFC 6749 appendix B. */
function formEncoded(text: string): string {
  return new URLSearchParams({ '': text }).toString().slice(1)
}
