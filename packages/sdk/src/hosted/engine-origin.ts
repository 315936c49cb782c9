/** @throws TypeError for what is more, or less, than the origin of an engine. */
export function originOf(url: string): string {
  const parsed = URL.parse(url)
  const isOrigin = parsed !== null && /^https?:$/.test(parsed.protocol) && parsed.href === `${parsed.origin}/`
  if (isOrigin) return parsed.origin
  throw new TypeError('"url" is the origin of an engine and no more, such as https://sallyport.example.com')
}
