import { createHash } from 'node:crypto'

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

declare const safe: unique symbol

/** HTML that `html` made: whatever came into it from outside was escaped. */
export type Html = string & { readonly [safe]: true }

/** A template whose values are escaped, unless they are HTML already; a list stands without anything between. */
export function html(parts: TemplateStringsArray, ...values: readonly (string | { html: Html })[]): Html {
  const written = values.map((value) => (typeof value === 'string' ? escaped(value) : value.html))
  return String.raw({ raw: parts }, ...written) as Html
}

export function joined(pieces: readonly Html[]): { html: Html } {
  return { html: pieces.join('\n') as Html }
}

/** HTML living standard 13.2.5: between tags and in quoted attributes. Controls and marks of direction are dropped. */
function escaped(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '')
    .replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
}

const STYLE = `:root{color-scheme:light dark}
body{font:1rem/1.5 system-ui,sans-serif;margin:0;display:grid;min-height:100vh;place-items:center}
main{box-sizing:border-box;width:100%;max-width:30rem;padding:2rem}
h1{font-size:1.4rem;line-height:1.3;overflow-wrap:anywhere}
strong{overflow-wrap:anywhere}
ul{padding-left:1.2rem}
button{font:inherit;font-weight:600;width:100%;padding:.8rem;border:0;border-radius:.4rem;background:#0b5cad;color:#fff;cursor:pointer}
input,textarea{font:inherit;box-sizing:border-box;width:100%;padding:.6rem;border:1px solid;border-radius:.4rem}
label{font-weight:600}
form+form{margin-top:2rem}
button:focus-visible{outline:3px solid currentColor;outline-offset:3px}
small{display:block;margin-top:1rem}`

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64')

/**
 * Nothing is loaded and nothing runs; nobody frames it. Browsers hold every redirect that follows a form against
 * `form-action` (CSP3 4.2.2), and where the third party's pages and the application lie is not known here: so its
 * schemes alone are.
 */
const policy = (ancestors: string) =>
  [
    "default-src 'none'",
    `style-src 'sha256-${STYLE_HASH}'`,
    "form-action 'self' https: http://127.0.0.1:* http://localhost:*",
    "base-uri 'none'",
    `frame-ancestors ${ancestors}`,
  ].join('; ')

/** Headers of every page. */
export const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': policy("'none'"),
  'cache-control': 'no-store',
  // The address of the page is a key to it.
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'x-robots-tag': 'noindex',
} as const

/** Headers of a page that the pages of one origin may show in a frame. */
export function framedBy(origin: string) {
  const { 'x-frame-options': _, ...headers } = PAGE_HEADERS
  return { ...headers, 'content-security-policy': policy(origin) }
}

/** A whole page. */
export function htmlPage(title: string, body: Html): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${{ html: STYLE as Html }}</style>
</head>
<body>
<main>
${{ html: body }}
</main>
</body>
</html>
`
}
