import { inspect } from 'node:util'

/** What to look for, and the name of its form. */
export function formsOf(secret: string): ReadonlyMap<string, string> {
  const bytes = Buffer.from(secret)
  const json = JSON.stringify(secret).slice(1, -1)
  const percent = encodeURIComponent(secret)
  const form = formEncoded(secret)
  const hex = bytes.toString('hex')
  const everyByte = hex.replace(/../g, '%$&')
  return new Map([
    // RFC 6749 section 2.3.1 has client secrets form-encoded before they become Basic credentials.
    ...base64Forms(Buffer.from(form), ' of the form-encoded'),
    ...base64Forms(bytes, ''),
    [hex, 'hex'],
    [hex.toUpperCase(), 'hex in upper case'],
    [everyByte, 'percent-encoded throughout'],
    [everyByte.toUpperCase(), 'percent-encoded throughout'],
    [lowerCodes(form), 'form-encoded in lower case'],
    [form, 'form-encoded'],
    [lowerCodes(percent), 'percent-encoded in lower case'],
    [percent, 'percent-encoded'],
    [inspect(secret).slice(1, -1), 'inspected'],
    [html(secret, '&#39;'), 'HTML'],
    [html(secret, '&#x27;'), 'HTML'],
    [JSON.stringify(json).slice(1, -1), 'JSON in JSON'],
    [json.replaceAll('/', '\\/'), 'JSON with escaped slashes'],
    [json.replace(/[<>&'/]/g, unicodeEscape), 'JSON for HTML'],
    [json.replace(/[<>&]/g, unicodeEscape), 'JSON for HTML'],
    [json, 'JSON'],
    // Last, so that a form which changes nothing goes by this name.
    [secret, 'raw'],
  ])
}

function formEncoded(secret: string): string {
  return new URLSearchParams({ '': secret }).toString().slice(1)
}

function lowerCodes(text: string): string {
  return text.replace(/%../g, (code) => code.toLowerCase())
}

function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}

function html(text: string, apostrophe: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", apostrophe)
}

function base64Forms(bytes: Buffer, of: string): [text: string, form: string][] {
  return [0, 1, 2].flatMap((offset): [string, string][] => {
    const base64 = base64At(bytes, offset)
    const url = base64.replaceAll('+', '-').replaceAll('/', '_')
    return [
      [url, `base64url${of} at offset ${offset}`],
      [base64, `base64${of} at offset ${offset}`],
    ]
  })
}

/**
 * The characters of base64 that depend on the secret alone when `offset` bytes come before it, modulo 3
 * (RFC 4648 section 4: three bytes make four characters).
 */
function base64At(secret: Buffer, offset: number): string {
  const text = Buffer.concat([Buffer.alloc(offset), secret]).toString('base64')
  const first = Math.ceil((offset * 8) / 6)
  const whole = Math.floor(((offset + secret.length) * 8) / 6)
  return text.slice(first, whole)
}
