import { PATH_PREFIXES } from '@sallyport/contract'

/** Under the host that was asked: a client follows no other. */
export function nextPage(path: string, query: Readonly<Record<string, string | number | undefined>>): string {
  const said = Object.entries(query).filter(([, value]) => value !== undefined)
  const texts = said.map(([name, value]) => [name, String(value)] as [string, string])
  return `${PATH_PREFIXES[0]}${path}?${new URLSearchParams(texts)}`
}
